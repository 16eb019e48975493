"""What lists of any program or of people's own making say: files become tables, columns get a meaning, rows become drafts of
records. Nothing here asks or changes the database; `exchange` does that with what is read."""
