"""The tutorial: two minutes in the real app, on two made-up articles, step by step."""
