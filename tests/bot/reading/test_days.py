"""A named day is the date that a reader of that day's paper takes it for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.days import Grain, find_days
from bot.reading.languages.en_days import DAYS

PRINTED = date(2026, 1, 23)
"""A Friday."""

DAYS_NAMED = [
    ("on Monday", date(2026, 1, 19)),
    ("on Friday", date(2026, 1, 23)),
    ("last Friday", date(2026, 1, 16)),
    ("late on Wednesday", date(2026, 1, 21)),
    ("on Sat. night", date(2026, 1, 17)),
    ("yesterday", date(2026, 1, 22)),
    ("this morning", date(2026, 1, 23)),
    ("three days ago", date(2026, 1, 20)),
    ("a week ago", date(2026, 1, 16)),
    ("Jan. 21", date(2026, 1, 21)),
    ("January 21st, 2026", date(2026, 1, 21)),
    ("20 January", date(2026, 1, 20)),
    ("the 3rd of December", date(2025, 12, 3)),
    ("on the 21st", date(2026, 1, 21)),
    ("on the 30th", date(2025, 12, 30)),
    ("2025-12-31", date(2025, 12, 31)),
]


@pytest.mark.parametrize(("text", "day"), DAYS_NAMED)
def test_a_day_lies_on_or_before_the_day_of_printing(text: str, day: date) -> None:
    (named,) = find_days(f"It stood so {text}, they said.", PRINTED, DAYS)
    assert (named.day, named.grain) == (day, Grain.DAY)


@pytest.mark.parametrize(
    ("text", "last", "grain"),
    [
        ("last week", date(2026, 1, 18), Grain.WEEK),
        ("last month", date(2025, 12, 31), Grain.MONTH),
        ("last year", date(2025, 12, 31), Grain.YEAR),
        ("in 2019", date(2019, 12, 31), Grain.YEAR),
        ("in late October", date(2025, 10, 31), Grain.MONTH),
        ("In October 2023", date(2023, 10, 31), Grain.MONTH),
        ("in January", PRINTED, Grain.MONTH),
        ("in 2026", PRINTED, Grain.YEAR),
    ],
)
def test_a_longer_time_counts_as_its_last_day_or_as_the_day_of_printing(text: str, last: date, grain: Grain) -> None:
    (named,) = find_days(f"{text} it stood so", PRINTED, DAYS)
    assert (named.day, named.grain) == (last, grain)


@pytest.mark.parametrize(
    "text",
    [
        "next Monday",
        "by the end of next month",
        "on February 30",
        "on 31 June",
        "on Feb. 14",
        "They may 12 times",
        "the Sun said",
        "on Sept. 3,000 people",
        "0000-00-00",
        "in 20192 cases",
        "on the 99th",
    ],
)
def test_what_lies_ahead_or_is_no_date_names_no_day(text: str) -> None:
    assert find_days(text, PRINTED, DAYS) == ()


def test_a_day_counted_from_another_day_says_so() -> None:
    (named,) = find_days("two days earlier", PRINTED, DAYS)
    assert named.counted == 2


@given(
    st.lists(
        st.sampled_from(
            ["on the 31st ", "99 years ago ", "last week ", "Feb. 29 ", "Monday ", "last month ", "Dec 31, 1900 "]
        )
    ),
    st.dates(),
)
def test_any_day_of_printing_will_do(pieces: list[str], printed: date) -> None:
    assert all(named.day <= printed for named in find_days("".join(pieces), printed, DAYS))
