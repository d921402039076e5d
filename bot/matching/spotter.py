"""Where many forms are printed as whole words, in one pass over a text."""

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

_NARROW = "latin-1"
_CODES = 256
_BLANK = " "
_DOTTED = "İ"
"""The one letter whose lower case is longer."""
_FAST = 20_000
"""So many letters of forms are searched by the faster automaton, which takes a quarter of a kilobyte for each."""

Match = tuple[int, int, int]
"""Number of a form, and where it begins and ends with the blanks on both sides."""


def _folded(char: str) -> str:
    """Return a letter or digit in lower case, and a blank for all else and for letters without a case of one byte."""
    upper = char.upper()
    is_kept = char.isalnum() and len(upper) == 1 and ord(upper) < _CODES
    return char.lower() if is_kept else _BLANK


_FOLDING = "".join(_folded(chr(code)) for code in range(_CODES)).encode(_NARROW)


class Spotter:
    """Finds forms, given in lower case, in whatever case they are printed.

    Nearly all are searched as bytes: a byte a letter, a blank for all else, and a blank on both sides, so that a hit is
    a whole word and its place in the bytes is its place in the text. Forms with letters that take more than a byte are
    searched in the text itself, and only in texts that have such letters.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        wide: set[str] = set()
        narrow: set[bytes] = set()
        for form in forms:
            if is_narrow(form):
                narrow.add(narrowed(f" {form} "))
            else:
                wide.add(form)
        is_small = sum(map(len, narrow)) <= _FAST
        kind = Implementation.DFA if is_small else Implementation.ContiguousNFA
        searched = sorted(narrow)
        self._narrow = BytesAhoCorasick(searched, implementation=kind)
        self.narrow = tuple(form[1:-1] for form in searched)
        """The forms that are searched as bytes, by number."""
        self._wide = AhoCorasick(sorted(wide), implementation=Implementation.ContiguousNFA) if wide else None

    def glance(self, text: str) -> list[Match]:
        """Return where one of the `narrow` forms is printed. The text begins and ends with a blank.

        Blanks, hyphens and every other mark pass for one another, and so does a letter of several bytes.
        """
        return self._narrow.find_matches_as_indexes(narrowed(text), overlapping=True)

    def may_have_wide(self, text: str) -> bool:
        """Tell whether forms with letters of several bytes may be printed too, where a glance does not see them."""
        return self._wide is not None and not text.isascii()

    def spot(self, text: str, matches: Sequence[Match]) -> dict[str, None]:
        """Return what is printed like one of the forms, once each, in order of print, from a glance at the text.

        Blanks, hyphens and every other mark pass for one another: whoever cares looks again.
        """
        if text.isascii():
            return {text[start + 1 : end - 1]: None for _, start, end in matches}
        places = [
            (start + 1, end - 1)
            for _, start, end in matches
            if not (text[start].isalnum() or text[end - 1].isalnum())  # a letter of several bytes is blank there
        ]
        if self._wide:
            places = sorted(places + self._wide_places(self._wide, text))
        return {text[start:end]: None for start, end in places}

    @staticmethod
    def _wide_places(search: AhoCorasick, text: str) -> list[tuple[int, int]]:
        whole = lowered(text).encode(errors="replace").decode()  # half a pair of surrogates is no text for the search
        found = search.find_matches_as_indexes(whole, overlapping=True)
        return [(start, end) for _, start, end in found if not (text[start - 1].isalnum() or text[end].isalnum())]


def narrowed(text: str) -> bytes:
    """Return a text as bytes, a byte a character: letters of one byte in lower case, all else blank."""
    return text.replace(_DOTTED, "i").encode(_NARROW, "replace").translate(_FOLDING)


def is_narrow(form: str) -> bool:
    """Whether every letter of a form has a byte of its own."""
    return all(not char.isalnum() or (ord(char) < _CODES and _folded(char) != _BLANK) for char in form)


def lowered(text: str) -> str:
    """Return a text in lower case, as long as before."""
    return text.replace(_DOTTED, "i").lower()
