"""Text as tokens, and spans as tags of them."""
