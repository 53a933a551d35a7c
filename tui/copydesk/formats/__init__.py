"""How annotations leave and come back: one file per format, a registry, token alignment."""
