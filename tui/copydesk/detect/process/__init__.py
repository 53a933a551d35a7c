"""Detection in a process of its own: pieces of a text, what travels, who watches, what is kept."""
