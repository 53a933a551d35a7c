"""Who is meant: which mentions are the same person, organisation or place, and whom a pronoun stands for."""
