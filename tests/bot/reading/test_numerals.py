"""Numbers in digits and words, before hedges and measures."""

import pytest

from bot.model import Number
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.numerals import Form, parse_digits, read_numerals
from bot.reading.tokens import Tokens


def read(text: str) -> list[tuple[str, Form, Number | None]]:
    tokens = Tokens(text)
    return [
        (
            text[tokens.items[numeral.first].start : tokens.items[numeral.last - 1].end],
            numeral.form,
            numeral.low if numeral.form is Form.VAGUE else numeral.value,
        )
        for numeral in read_numerals(tokens, ENGLISH)
    ]


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1500", 1500),
        ("1,500", 1500),
        ("1,234,567", 1234567),
        ("1\u00a0500", 1500),
        ("1\u202f500", 1500),
        ("1'500", 1500),
        ("1.500.000", 1500000),
        ("1.500,5", 1500.5),
        ("1,50,000", 150000),
        ("17.5", 17.5),
        ("1,500.5", 1500.5),
        ("6,8", 6.8),
        ("125,00", 125000),
        ("007", 7),
        ("½", 0.5),
        ("3,4,5", None),
        ("2.0.1", None),
        ("1" * 40, None),
    ],
)
def test_digits_mean_what_a_newspaper_means(digits: str, value: float | None) -> None:
    parsed = parse_digits(digits)
    assert (parsed if parsed is None else float(parsed)) == value


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("1 500 men", "1 500", 1500),
        ("some 10 000 residents", "10 000", 10000),
        ("1.5 million men", "1.5 million", 1500000),
        ("1.55 million men", "1.55 million", 1550000),
        ("2K men", "2K", 2000),
        ("3k men", "3k", 3000),
        ("2.3m doses", "2.3m", 2300000),
        ("4bn people", "4bn", 4000000000),
        ("3 hundred", "3 hundred", 300),
        ("2 lakh people", "2 lakh", 200000),
        ("1.500 people", "1.500", 1500),
        ("1.125 percent", "1.125", 1.125),
        ("a dozen", "a dozen", 12),
        ("two dozen", "two dozen", 24),
        ("half a dozen", "half a dozen", 6),
        ("half-dozen", "half-dozen", 6),
        ("half a million", "half a million", 500000),
        ("a quarter of a million", "a quarter of a million", 250000),
        ("a hundred", "a hundred", 100),
        ("a hundred and one", "a hundred and one", 101),
        ("fifty-eight", "fifty-eight", 58),
        ("Fifty eight", "Fifty eight", 58),
        ("fifteen hundred", "fifteen hundred", 1500),
        ("one hundred and twenty", "one hundred and twenty", 120),
        ("two thousand three hundred and six", "two thousand three hundred and six", 2306),
        ("three hundred thousand", "three hundred thousand", 300000),
        ("two million five hundred thousand", "two million five hundred thousand", 2500000),
        ("two and a half million", "two and a half million", 2500000),
        ("a million and a half", "a million and a half", 1500000),
        ("four and a half", "four and a half", 4.5),
        ("four-and-a-half-year", "four-and-a-half", 4.5),
        ("4-1/2 years", "4-1/2", 4.5),
        ("2½ years", "2½", 2.5),
        ("zero", "zero", 0),
        ("ONE HUNDRED men", "ONE HUNDRED", 100),
    ],
)
def test_a_cardinal_is_read_whole(text: str, surface: str, value: Number) -> None:
    assert read(text)[0] == (surface, Form.CARDINAL, value)
    assert type(read(text)[0][2]) is type(value)


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("nine ten eleven", [9, 10, 11]),
        ("killed one hundred and two", [102]),
        ("a dozen and two", [12, 2]),
        ("twenty and thirty", [20, 30]),
        ("Jan. 20 150 men came", [20, 150]),
        ("flight 17 298 people", [17, 298]),
        ("A320, KHON2, B52s, COVID19", []),
        ("https://a.example/2026/01/20 and @roe22 and me9@a.example and #metoo2", []),
        ("+1 504 555 0199, (504) 555-0199, 1-800-555-0199 or 504-555-0199", []),
    ],
)
def test_numbers_are_neither_merged_nor_torn(text: str, numerals: list[Number]) -> None:
    assert [value for _, _, value in read(text)] == numerals


@pytest.mark.parametrize(
    ("text", "surface", "low"),
    [
        ("dozens of men", "dozens", 24),
        ("scores of men", "scores", 40),
        ("Hundreds fled", "Hundreds", 200),
        ("thousands", "thousands", 2000),
        ("tens of thousands", "tens of thousands", 20000),
        ("hundreds of thousands", "hundreds of thousands", 200000),
        ("millions", "millions", 2000000),
        ("a few hundred", "a few hundred", 200),
        ("several hundred", "several hundred", 200),
        ("several thousands", "several thousands", 2000),
        ("a couple of hundred", "a couple of hundred", 200),
        ("a few dozen", "a few dozen", 24),
    ],
)
def test_a_vague_word_is_at_least_two_of_its_kind(text: str, surface: str, low: Number) -> None:
    assert read(text) == [(surface, Form.VAGUE, low)]


@pytest.mark.parametrize(
    ("text", "surface", "share"),
    [
        ("half of the men", "half", 0.5),
        ("more than half", "half", 0.5),
        ("a third of them", "a third", 1 / 3),
        ("fell by a third.", "a third", 1 / 3),
        ("two-thirds voted", "two-thirds", 2 / 3),
        ("three quarters of it", "three quarters", 0.75),
        ("a quarter of a village", "a quarter", 0.25),
        ("3/4 of it", "3/4", 0.75),
    ],
)
def test_a_share_is_read_as_a_fraction_of_one(text: str, surface: str, share: float) -> None:
    [(printed, form, value)] = read(text)
    assert (printed, form) == (surface, Form.SHARE)
    assert value == pytest.approx(share)


@pytest.mark.parametrize(
    "text",
    [
        "the first half of the year was calm and the other half not",
        "his half-brother",
        "half past",
        "no one came",
        "they saw one another",
        "one day it will end",
        "one of the guards told us",
        "he was one of 10 inmates who left",
        "the huge one at the gate",
        "a new one was built",
        "the one in the north stands",
        "the one released on Friday",
        "anyone who does not want one",
        "it moved from one house to the next",
        "in one unit or another",
        "every second one of them",
        "no immediate reports of deaths",
        "there was no word on casualties",
        "no casualty figures were given",
        "no official death toll",
        "no one knows",
        "none of it is true",
        "her test scores fell",
        "a prison break",
        "several battles, many men and some women",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert [numeral for numeral in read(text) if numeral[1] in {Form.CARDINAL, Form.VAGUE, Form.SHARE}] in (
        [],
        [("10", Form.CARDINAL, 10)],
    )


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("one inmate was caught", "one", 1),
        ("One of them was shot", "One", 1),
        ("at least one of the men", "one", 1),
        ("one of the 10 men was caught", "one", 1),
        ("One of the guards was killed", "One", 1),
        ("one in Reno, two in Boise", "one", 1),
        ("No casualties were reported", "No", 0),
        ("no new deaths", "no", 0),
        ("no one was killed", "no one", 0),
        ("nobody was seriously hurt", "nobody", 0),
        ("None of the passengers was hurt", "None", 0),
    ],
)
def test_one_and_none_count_when_they_do(text: str, surface: str, value: int) -> None:
    assert read(text)[0] == (surface, Form.CARDINAL, value)


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("the first batch", "first", 1),
        ("a second man", "second", 2),
        ("the 84th division", "84th", 84),
        ("the twenty-first man", "twenty-first", 21),
        ("a fifth inmate", "fifth", 5),
    ],
)
def test_an_ordinal_is_no_count(text: str, surface: str, value: int) -> None:
    assert read(text) == [(surface, Form.ORDINAL, value)]
