"""Copies of a text are told from different reports on the same event, whatever their numbers."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.copies import COPIED, KEYS, SAMPLE, containment, find_origin, is_copy, keys, sketch
from bot.model import Origin

WORDS = [f"{start}{end}" for start in ("ra", "mo", "ti", "ke", "su", "lan") for end in ("na", "der", "sto", "vi", "m")]


def a_text(seed: int, words: int = 500) -> str:
    """Make up a text with some numbers in it."""
    chance = random.Random(seed)  # noqa: S311 - made-up text, not a secret
    return " ".join(str(chance.randint(2, 9_000)) if n % 25 == 24 else chance.choice(WORDS) for n in range(words))


def rewritten(text: str, share: float, seed: int = 0) -> str:
    """Replace a share of the words, in runs of ten as editors do."""
    chance = random.Random(seed)  # noqa: S311 - made-up text, not a secret
    words = text.split()
    for start in range(0, len(words), 10):
        if chance.random() < share:
            words[start : start + 10] = [f"new{n}" for n in range(start, start + 10)]
    return " ".join(words)


ORIGINAL = a_text(1)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ORIGINAL, id="word for word"),
        pytest.param(f"HARBOUR CITY (Wire) — {ORIGINAL.upper()}", id="dateline and capitals"),
        pytest.param(re.sub(r"\d+", "77", ORIGINAL), id="every number changed"),
        pytest.param(rewritten(ORIGINAL, 0.1), id="a tenth rewritten"),
        pytest.param(" ".join(ORIGINAL.split()[:200]), id="cut to its head"),
        pytest.param(f"{ORIGINAL} {a_text(9, 250)}", id="more added"),
    ],
)
def test_a_copy_is_found_by_a_key_and_by_containment(copy: str) -> None:
    one, other = sketch(ORIGINAL), sketch(copy)
    assert set(keys(one)) & set(other.hashes)
    assert containment(one, other) == containment(other, one) > COPIED
    assert is_copy(one, other)


@pytest.mark.parametrize("seed", range(2, 12))
def test_another_text_is_no_copy(seed: int) -> None:
    assert not is_copy(sketch(ORIGINAL), sketch(a_text(seed)))


def test_a_report_that_quotes_a_paragraph_is_no_copy() -> None:
    assert not is_copy(sketch(ORIGINAL), sketch(f"{' '.join(ORIGINAL.split()[:80])} {a_text(3, 400)}"))


def test_a_line_is_neither_a_copy_nor_looked_up() -> None:
    line = "The storm killed 24 people, the disaster agency said on Thursday."
    assert keys(sketch(line)) == ()
    assert not is_copy(sketch(line), sketch(line))


def test_the_likeliest_first_printing_is_chosen() -> None:
    near, far = Origin(article="near", outlet="Wire"), Origin(article="far", outlet="Post")
    known = [(far, sketch(rewritten(ORIGINAL, 0.2))), (near, sketch(ORIGINAL))]
    assert find_origin(sketch(ORIGINAL), known) == near
    assert find_origin(sketch(a_text(4)), known) is None
    assert find_origin(sketch(ORIGINAL), []) is None


@given(st.text())
def test_any_text_has_a_bounded_sketch_and_lies_in_itself(text: str) -> None:
    known = sketch(text)
    assert len(known.hashes) <= min(SAMPLE, known.shingles)
    assert len(keys(known)) <= KEYS
    assert list(known.hashes) == sorted(set(known.hashes))
    assert all(0 <= value < 2**63 for value in known.hashes)
    assert containment(known, known) == (1.0 if known.hashes else 0.0)
