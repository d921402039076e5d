"""English."""

from bot.reading.language import Language

LANGUAGE = Language(code="en")
