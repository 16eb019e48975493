"""Taking an import back, and what stays."""
