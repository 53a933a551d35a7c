"""Work on an open article: every step journaled, saved a little later, recovered after a crash."""
