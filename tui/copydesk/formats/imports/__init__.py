"""Import: what a file of another program says, proved, and put beside what is there."""
