"""Figure and topic to statement, by named cues, or the reason why not."""
