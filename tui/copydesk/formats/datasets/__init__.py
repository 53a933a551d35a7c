"""Datasets: splits without near-duplicates on both sides, and their card."""
