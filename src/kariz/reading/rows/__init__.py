"""Rows as drafts of records, with whatever is worth telling of them."""
