"""What each column holds, by its header, the columns beside it and what stands below."""
