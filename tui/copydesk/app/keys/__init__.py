"""The keys: the table of commands, what each of them does, and the way from a key to a command."""
