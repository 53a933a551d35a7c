"""What is shown when there is nothing to read."""
