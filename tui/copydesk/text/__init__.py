"""What a text is: decoding, graphemes, words, sentences, paragraphs, cells, rows, motions, search. Pure."""
