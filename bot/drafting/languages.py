"""The languages in which topics can be drafted."""

from bot.drafting.en import DRAFTING
from bot.drafting.language import DraftingLanguage

_KNOWN = {"en": DRAFTING}


def find_drafting(code: str) -> DraftingLanguage | None:
    """Return a language's words for drafting; None where it has none yet."""
    return _KNOWN.get(code)
