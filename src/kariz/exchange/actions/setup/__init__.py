"""From files to imports that are set up: what people say of their columns, words and options, and what is remembered."""
