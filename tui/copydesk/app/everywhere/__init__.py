"""What is decided in many places at once: looked through first, then done as one step."""
