"""What the rows of a chunk do to records: people, companies, deals, lines, activities."""
