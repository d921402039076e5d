"""Files that people write: settings, feeds, topics, articles."""
