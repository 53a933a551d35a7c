"""What a person tagged and rejected before, and how that votes on what is proposed next."""
