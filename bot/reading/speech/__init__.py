"""Who said it: every figure's speaker, in the article's words."""

from bot.reading.speech.attribution import attribute
from bot.reading.speech.data import SpeechData

__all__ = ["SpeechData", "attribute"]
