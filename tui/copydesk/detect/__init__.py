"""What the program proposes: quotes, speakers, entities, occurrences; a registry; optional engines."""
