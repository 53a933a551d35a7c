"""What the program keeps for a person outside every corpus: configuration, places, recent folders."""
