"""What the tool must never do, whatever it is given to read."""
