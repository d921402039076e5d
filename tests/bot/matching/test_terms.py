"""Where a text has the words of a topic file."""

import pytest

from bot.matching.terms import Hit, TermIndex
from bot.matching.words import split_words
from tests.bot.matching.scenes import INFLECTION, is_met

EVENT_GAP = 4


@pytest.mark.parametrize(
    ("term", "text", "met"),
    [
        ("kill", "it killed many", True),
        ("detention centre", "two detention centers", True),
        ("US", "the US said", True),
        ("US", "they told us", False),
        ("IS", "an IS fighter", True),
        ("IS", "it is a fighter", False),
        ("WHO", "people who fled", False),
        ("UN", "UNESCO said", False),
        ("UNHCR", "unhcr said", False),
        ("Roj", "at Roj camp", True),
        ("Turkey", "turkey was served", False),
        ("Hope", "hope remains", False),
        ("camp", "Camp Bucca", True),
        ("Iraqis", "467 Iraqis", True),
        ("Iraqis", "Iraqi officials", False),
        ("Iraqi", "85 Iraqis", True),
        ("Tunisian", "240 Tunisians", True),
        ("al-Hol", "the al-Hol camp", True),
        ("al-Hol", "Al-Hol camp", True),
        ("al-Hol", "the al Hol camp", True),
        ("2025", "in 2025", True),
        ("last year", "last years", True),
    ],
)
def test_a_term_is_met_as_its_editor_wrote_it(term: str, text: str, met: bool) -> None:
    """Inflected; an acronym as printed; a name with its capital, and its plural is another name."""
    assert is_met(term, text) is met


@pytest.mark.parametrize(
    ("term", "text", "met"),
    [
        ("let out", "guards let 120 prisoners out", True),
        ("let out", "letting out the prisoners", True),
        ("let out", "let the tired old prisoners of the north out", False),
        ("let out", "out they let him", False),
        ("take into custody", "were taken back into police custody", True),
        ("Islamic State", "Islamic fighters of the State", False),
        ("Save the Children", "to save all the children", False),
    ],
)
def test_a_term_of_several_words_may_have_words_between_unless_it_is_a_name(term: str, text: str, met: bool) -> None:
    assert is_met(term, text, EVENT_GAP) is met


def test_hits_tell_first_and_last_word_in_order_of_the_text() -> None:
    index = TermIndex(INFLECTION)
    let_out, prisoner = index.add("let out", EVENT_GAP), index.add("prisoner", 0)
    assert let_out is not None
    assert prisoner is not None

    hits = index.find(split_words("They let two prisoners out; prisoners ran.", INFLECTION))

    assert hits == (Hit(let_out, 1, 4), Hit(prisoner, 3, 3), Hit(prisoner, 5, 5))
    assert index.text(let_out) == "let out"


def test_one_term_has_one_number_and_a_term_without_a_word_has_none() -> None:
    index = TermIndex(INFLECTION)

    assert index.add("inmate", 2) == index.add("inmate", 2)
    assert index.add("inmate", 0) != index.add("inmate", 2)
    assert index.add("…", 2) is None
    assert len(index.add_all(["inmate", "—", "guard"], 2)) == 2
