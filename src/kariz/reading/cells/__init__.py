"""What one cell means: amounts, units of money, phones, hours, yes and no, blanks."""
