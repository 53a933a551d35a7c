"""The scripted annotator: it knows the gold and the keys, drives the real program, and counts what it presses."""
