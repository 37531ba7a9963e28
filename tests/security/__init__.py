"""The tool is safe, whatever it is given to read."""
