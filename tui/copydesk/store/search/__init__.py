"""Searching a corpus: words, patterns and annotations, each hit with its context."""
