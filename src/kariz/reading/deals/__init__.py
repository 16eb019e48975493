"""Where a deal of a list stands, how it ended, and which rows are of one deal."""
