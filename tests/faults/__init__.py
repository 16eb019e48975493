"""Faults brought about on purpose, with real processes, on both databases: `make faults`."""
