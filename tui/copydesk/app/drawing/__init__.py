"""What is drawn: the pane and its rows, the lines below, shades and themes."""
