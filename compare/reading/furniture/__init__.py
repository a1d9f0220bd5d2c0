"""What stands around an article, on a saved page as in a pasted text, and what it says of it."""
