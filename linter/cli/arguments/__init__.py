"""What is written on a command line: options that commands share, and how a line is read."""
