"""TOML in and out: read with complaints that name the line, written to read well in diffs."""
