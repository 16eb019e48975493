"""Any file as plain rows: archives, workbooks, text in any letters, address cards, and what they may be."""
