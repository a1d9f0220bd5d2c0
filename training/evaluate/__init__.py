"""Scores of what is learned, against marked sets that only training reads."""
