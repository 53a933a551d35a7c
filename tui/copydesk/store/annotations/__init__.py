"""Annotation files: read, written, proved against their articles, brought along when those change."""
