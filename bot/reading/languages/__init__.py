"""The languages that can be read, one module of data each."""

from bot.reading.language import Language
from bot.reading.languages import en

_LANGUAGES = {language.code: language for language in (en.LANGUAGE,)}


def find_language(code: str) -> Language | None:
    """Return the language of an ISO 639-1 code, or None when it cannot be read."""
    return _LANGUAGES.get(code)


def language_codes() -> tuple[str, ...]:
    """Return the codes of all languages that can be read."""
    return tuple(_LANGUAGES)
