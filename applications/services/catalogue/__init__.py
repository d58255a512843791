"""The lists a programme edits: what each is, what is done to its rows, how skills meet."""
