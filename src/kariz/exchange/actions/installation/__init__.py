"""The whole installation as files, and such files as lists again."""
