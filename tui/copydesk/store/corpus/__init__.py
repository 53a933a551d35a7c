"""Corpora: the articles that a person named, listed as they are found, and what is known of each."""
