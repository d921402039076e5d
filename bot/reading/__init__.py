"""Text to figures: sentences, numerals, hedges, units, who said it, as of when."""
