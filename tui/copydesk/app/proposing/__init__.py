"""What is proposed while one reads: detection, memory, linked names."""
