"""The label file: read, changed while others may change it too, and labels renamed everywhere."""
