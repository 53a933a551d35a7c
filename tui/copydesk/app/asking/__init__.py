"""What is asked of the person in between, and done with the answer."""
