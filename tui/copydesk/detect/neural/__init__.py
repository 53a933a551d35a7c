"""The engine that reads with a small neural encoder: features, the network's run, and what its scores mean."""
