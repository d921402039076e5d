"""Which texts are copies of one wire story: shingles, a sample of them, and how much of one lies in the other.

A copy is never left unread: copies in which only the numbers changed share up to nine tenths of their shingles.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from hashlib import blake2b

from bot.model import Origin, Sketch

WORDS_IN_SHINGLE = 4
SAMPLE = 128
"""Hashes kept of a text: enough to tell a containment of 0.6 from the 0.16 of different reports on one event."""
KEYS = 16
"""Hashes by which candidates are looked up: a copy shares one of them with all but certainty."""
CANDIDATES = 20
"""Texts that share most keys and are looked at closely."""
COPIED = 0.6
"""Share of the shorter text's shingles from which on the texts are one."""
FEWEST_SHINGLES = 40
"""A shorter text is a formula as often as a copy."""
LARGEST_RATIO = 5
"""A text that fills less than this part of another quotes from it, or sums it up."""
LIFE = timedelta(days=7)
"""So long after its first printing a text is looked for in others."""

WORD = re.compile(r"\w+")
BELOW_2_63 = (1 << 63) - 1


def sketch(text: str) -> Sketch:
    """Return the sample of a text's shingles with the smallest hashes."""
    words = WORD.findall(text.casefold())
    runs = {" ".join(words[at : at + WORDS_IN_SHINGLE]) for at in range(len(words) - WORDS_IN_SHINGLE + 1)}
    hashes = sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) & BELOW_2_63 for run in runs)
    return Sketch(hashes=tuple(hashes[:SAMPLE]), shingles=len(runs))


def keys(known: Sketch) -> tuple[int, ...]:
    """Return the hashes under which a text is looked up; none for one too short to be told from others."""
    return known.hashes[:KEYS] if known.shingles >= FEWEST_SHINGLES else ()


def containment(one: Sketch, other: Sketch) -> float:
    """Estimate how much of the text with fewer shingles lies in the other, from 0 to 1."""
    reach = min(reach_of(one), reach_of(other))
    within_one = {value for value in one.hashes if value <= reach}
    within_other = {value for value in other.hashes if value <= reach}
    fewer = min(len(within_one), len(within_other))
    return len(within_one & within_other) / fewer if fewer else 0.0


def reach_of(known: Sketch) -> int:
    """Return the hash up to which a sample holds every shingle of its text."""
    return known.hashes[-1] if known.shingles > len(known.hashes) else BELOW_2_63


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts are printings of one."""
    fewer, more = sorted((one.shingles, other.shingles))
    if fewer < FEWEST_SHINGLES or more > fewer * LARGEST_RATIO:
        return False
    return containment(one, other) > COPIED


def find_origin(text: Sketch, candidates: Iterable[tuple[Origin, Sketch]]) -> Origin | None:
    """Return the first printing that the text copies: the likeliest of the candidates, if any is one."""
    alike = [(containment(text, known), origin) for origin, known in candidates if is_copy(text, known)]
    return max(alike, key=lambda pair: pair[0])[1] if alike else None
