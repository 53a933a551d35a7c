"""The commands, one file each; the app is opened late, inside the function that needs it."""
