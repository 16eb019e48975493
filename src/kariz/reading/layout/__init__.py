"""Which rows of a table are names of columns, records, sums or remarks, and which tables stand beside each other."""
