"""A figure's clause holds its verb and its noun, and nothing that is said of another figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.clauses import clause_of, clauses
from bot.reading.languages.en_clauses import CLAUSES

SENTENCES = [
    ["42 of around 60 inmates who escaped were later caught."],
    ["The storm left 12 dead ", "and 30 injured."],
    ["Shelling killed 34 people ", "and injured 12."],
    ["1,000 dead, ", "2,000 hurt, ", "300 missing"],
    ["The camp houses 2,400 people, ", "including about 1,450 women and nearly 300 infants."],
    ["The ministry said this week ", "that 150 men had been moved."],
    ["The ministry said on Tuesday ", "150 men had been moved, ", "up from 90 a week ago."],
    ["When the guards left ", "and before the army came, ", "some 70 men ran, ", "the sources said."],
    ["Ana Reyes, head of the relief office, told reporters ", "that 250 arrived by land and air."],
    ["At least 12 women and 3 children were killed, ", "police said."],
    ["In 2019, 73 mines were open, ", "compared with 24 now."],
    ["Last year, 270 posts were cut."],
    ["Troops went in ", "after the escape of 120 men."],
    ["The blaze burned 2,100 acres, ", "killing 9."],
    ["LIMA, Feb. 7 - ", "Chile has received 225 evacuees, ", "its army said on Saturday."],
    ["The police said ", "a plan that could see 700 moved had stalled, ", "while 20 got away."],
    ["As many as 500 are feared dead."],
]


@pytest.mark.parametrize("parts", SENTENCES, ids=" ".join)
def test_a_sentence_is_cut_where_another_verb_takes_over(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in clauses(text, CLAUSES)] == parts


def test_a_figure_is_found_in_its_own_clause() -> None:
    text = "The storm left 12 dead and 30 injured."
    start = text.index("30")
    first, last = clause_of(text, start, start + 2, CLAUSES)
    assert text[first:last] == "and 30 injured."


def test_an_offset_beyond_the_sentence_gets_the_whole_sentence() -> None:
    assert clause_of("12 dead", 90, 95, CLAUSES) == (0, 7)


@given(
    st.lists(
        st.sampled_from([*" ,;:-—.1\"'ü", "and ", "said ", "that ", "after ", "as ", "killed ", "up from "]),
        max_size=80,
    )
)
def test_clauses_cover_any_text_without_gaps(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = clauses(text, CLAUSES)
    assert "".join(text[start:end] for start, end in spans) == text


@pytest.mark.parametrize("unit", ["said ", "that ", "and ", "1,", "killed 3, ", ", and ", "a"])
def test_an_endless_sentence_is_cut_in_bounded_steps(unit: str) -> None:
    text = unit * 100_000
    assert clauses(text, CLAUSES)[-1][1] == len(text)
