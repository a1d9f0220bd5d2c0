"""From one event to an archive: stories, thousands of comparisons, one engine."""
