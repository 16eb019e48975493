"""What readers of lists are told of what is here: who and what the words of a file mean."""
