"""Where things are kept: corpora, annotation files, atomic writes, configuration, paths."""
