"""The Textual app: the only room that may import textual or rich."""
