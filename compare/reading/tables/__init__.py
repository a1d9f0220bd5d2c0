"""Tables with an article a row: files become rows of cells, rows become articles."""
