"""All articles of a corpus: the list of them, how far each is, and the search through them."""
