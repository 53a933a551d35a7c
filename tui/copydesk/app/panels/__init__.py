"""Panels beside the text: the inspector, the indexes, the source."""
