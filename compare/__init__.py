"""compare-news: compare how several outlets tell one event. The names a user needs."""
