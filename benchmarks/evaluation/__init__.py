"""How good detection is: what `benchmarks/detection.py` reads, runs, scores and prints."""
