"""Imports at work: rehearsed and run, chunk by chunk, each row judged."""
