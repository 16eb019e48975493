"""Names of people and companies in lists: taken apart, spelt in several ways, and whom a row means."""
