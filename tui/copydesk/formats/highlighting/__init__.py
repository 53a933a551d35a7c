"""Highlighting: a document and its annotations as Pygments tokens, and the styles that its formatters draw them in."""
