"""What belongs to a figure in its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.phrases import words_within
from bot.matching.words import split_words
from bot.model import Measure
from bot.reading.figures import find_figures
from bot.reading.languages.en import LANGUAGE as ENGLISH
from tests.bot.matching.scenes import INFLECTION, PhraseOf


@pytest.mark.parametrize(
    ("text", "figure", "noun"),
    [
        ("By noon 81 of around 120 detainees were back.", "81", "detainees"),
        ("By noon 81 of the roughly 120 detainees were back.", "81", "detainees"),
        ("Guards caught seven of the escaped inmates.", "seven", "escaped inmates"),
        ("They counted 467 of them are Iraqis, he said.", "467", "Iraqis"),
        ("In all 460 from Iraq were flown out.", "460", "from Iraq"),
        ("They flew 150 Islamic State (IS) detainees out.", "150", "Islamic State IS detainees"),
        ("Doctors saw 500 people injured by glass.", "500", "people"),
        ("The blast killed 34 and shook the town.", "34", ""),
        ("The blast killed 34.", "34", ""),
        ("Some 4,200 wooden houses burned.", "Some 4,200", "wooden houses"),
        ("It holds 24,000 women and children.", "24,000", "women"),
        ("Hundreds of prisoners ran.", "Hundreds", "prisoners"),
    ],
)
def test_a_figures_noun_is_found(text: str, figure: str, noun: str) -> None:
    """Behind `of`, articles and the figure of a whole; what is said of an elliptical figure; none where none stands."""
    assert PhraseOf(text, figure).noun == noun


@pytest.mark.parametrize(
    ("text", "figure", "tail"),
    [
        ("Doctors saw 500 people injured by glass.", "500", "injured"),
        ("It left 12 people dead and homes in ruins.", "12", "dead"),
        ("Police report 30 people missing, feared drowned.", "30", "missing"),
        ("Twelve inmates are free.", "Twelve", ""),
    ],
)
def test_participles_behind_the_noun_say_what_was_done_to_it(text: str, figure: str, tail: str) -> None:
    assert PhraseOf(text, figure).tail == tail


@pytest.mark.parametrize(
    ("text", "figure", "domain"),
    [
        ("The bomb went off, killing 40 people and injuring 100.", "40", "The bomb went off killing 40 people and"),
        ("The bomb went off, killing 40 people and injuring 100.", "100", "injuring 100"),
        ("It left 12 dead, 30 hurt.", "30", "30 hurt"),
        ("Dead rise to 200, injured to 259.", "200", "Dead rise to 200"),
        ("Dead rise to 200, injured to 259.", "259", "injured to 259"),
        ("It left 12 dead; another 30 are missing.", "12", "It left 12 dead"),
        ("They held 120 men, of whom 81 were Iraqis.", "81", "of whom 81 were Iraqis"),
        ("By noon 81 of around 120 detainees were caught.", "81", "By noon 81 of around 120 detainees were caught"),
    ],
)
def test_what_is_said_of_one_figure_ends_where_the_next_begins(text: str, figure: str, domain: str) -> None:
    """But what is said behind `81 of 120` is said of the 81, across the 120."""
    assert PhraseOf(text, figure).domain == domain


def test_a_relative_clause_ends_where_the_sentence_goes_on() -> None:
    phrase = PhraseOf("Ten inmates who got out on Monday are sought.", "Ten")

    assert phrase.noun == "inmates"
    assert phrase.relative == "who got out on Monday"


def test_part_and_whole_know_what_they_are() -> None:
    text = "By noon 81 of around 120 detainees were back."

    part, whole = PhraseOf(text, "81").phrase, PhraseOf(text, "around 120").phrase

    assert (part.partitive, part.whole) == (True, False)
    assert (whole.partitive, whole.whole) == (False, True)


WORDS = """
of the around 12 120 1,500 inmates men who were killed injured and , ; ( ) – (IS) Iraqis from Iraq them are dead
""".split()  # noqa: SIM905 - a word list reads better as words


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_every_phrase_lies_in_its_sentence_and_its_figure_in_its_domain(parts: list[str]) -> None:
    text = " ".join(parts)
    size = len(split_words(text, INFLECTION))

    for figure in find_figures(text, ENGLISH):
        if figure.measure is not Measure.COUNT:
            continue
        phrase = PhraseOf(text, figure.surface).phrase
        spans = (phrase.at, phrase.noun, phrase.tail, phrase.relative, phrase.domain)
        assert all(0 <= first <= end <= size for first, end in spans)
        assert phrase.domain[0] <= phrase.at[0] < phrase.at[1] <= phrase.domain[1]


def test_words_within_are_those_the_characters_touch() -> None:
    words = split_words("about 1,500 men", INFLECTION)

    assert words_within(words, 0, len("about 1,500")) == (0, 3)
    assert words_within(words, len("about 1,500 "), 99) == (3, 4)
    assert words_within(words, 5, 6) == (4, 4)
