"""Every number of a sentence, with hedge, measure and unit."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Figure, Hedge, Measure, Number
from bot.reading.figures import find_figures
from bot.reading.languages import find_language, language_codes
from bot.reading.languages.en import LANGUAGE as ENGLISH

SHARED = Path(__file__).parents[3] / "../shared"


def read(text: str) -> tuple[Figure, ...]:
    return find_figures(text, ENGLISH)


def only(text: str) -> Figure:
    figures = read(text)
    assert len(figures) == 1, figures
    return figures[0]


def surfaces(text: str) -> list[str]:
    return [figure.surface for figure in read(text)]


@pytest.mark.parametrize(
    ("text", "surface", "hedge", "value"),
    [
        ("They held 120 men", "120", Hedge.EXACT, 120),
        ("about 7,000 men", "about 7,000", Hedge.ABOUT, 7000),
        ("Around 24,000 people", "Around 24,000", Hedge.ABOUT, 24000),
        ("roughly a dozen jails", "roughly a dozen", Hedge.ABOUT, 12),
        ("some 200 inmates", "some 200", Hedge.ABOUT, 200),
        ("approx. 200 inmates", "approx. 200", Hedge.ABOUT, 200),
        ("an estimated 9,000 men", "an estimated 9,000", Hedge.ABOUT, 9000),
        ("the estimated 14,000 posts", "estimated 14,000", Hedge.ABOUT, 14000),
        ("~200 men", "~200", Hedge.ABOUT, 200),
        ("200 or so men", "200 or so", Hedge.ABOUT, 200),
        ("50-odd guards", "50-odd", Hedge.ABOUT, 50),
        ("200 men, give or take", "200", Hedge.EXACT, 200),
        ("200, or 200 give or take", "200 give or take", Hedge.ABOUT, 200),
        ("perhaps 30 men", "perhaps 30", Hedge.ABOUT, 30),
        ("more than 150 men", "more than 150", Hedge.OVER, 150),
        ("Over 25,000 people", "Over 25,000", Hedge.OVER, 25000),
        ("upwards of 30,000 jobs", "upwards of 30,000", Hedge.OVER, 30000),
        ("in excess of 40", "in excess of 40", Hedge.OVER, 40),
        ("a little over 100 men", "a little over 100", Hedge.OVER, 100),
        ("well over 100 men", "well over 100", Hedge.OVER, 100),
        ("the 270-plus homes", "270-plus", Hedge.OVER, 270),
        ("100+ men", "100+", Hedge.OVER, 100),
        ("Storm deaths top 1,300", "top 1,300", Hedge.OVER, 1300),
        ("Storm toll passes 2,000", "passes 2,000", Hedge.OVER, 2000),
        ("the toll has gone past 2,100", "past 2,100", Hedge.OVER, 2100),
        ("it passed the 2,000 mark", "passed the 2,000", Hedge.OVER, 2000),
        ("losses could exceed 2,800", "exceed 2,800", Hedge.OVER, 2800),
        ("at least 40 dead", "at least 40", Hedge.AT_LEAST, 40),
        ("a minimum of 12", "a minimum of 12", Hedge.AT_LEAST, 12),
        ("No fewer than 148 people", "No fewer than 148", Hedge.AT_LEAST, 148),
        ("not less than 20", "not less than 20", Hedge.AT_LEAST, 20),
        ("10 or more men", "10 or more", Hedge.AT_LEAST, 10),
        ("fewer than 1,000 men", "fewer than 1,000", Hedge.UNDER, 1000),
        ("less than 2 percent", "less than 2 percent", Hedge.UNDER, 2),
        ("below 100", "below 100", Hedge.UNDER, 100),
        ("up to 7,000 men", "up to 7,000", Hedge.UP_TO, 7000),
        ("as many as 95 people", "as many as 95", Hedge.UP_TO, 95),
        ("no more than 50", "no more than 50", Hedge.UP_TO, 50),
        ("a maximum of 50", "a maximum of 50", Hedge.UP_TO, 50),
        ("10 or fewer", "10 or fewer", Hedge.UP_TO, 10),
        ("nearly 3,000 men", "nearly 3,000", Hedge.NEARLY, 3000),
        ("just under 5,000 staff", "just under 5,000", Hedge.NEARLY, 5000),
        ("just short of 500", "just short of 500", Hedge.NEARLY, 500),
        ("close to 400 men", "close to 400", Hedge.NEARLY, 400),
        ("Storm toll nears 2,000", "nears 2,000", Hedge.NEARLY, 2000),
        ("at least about 30 men", "at least about 30", Hedge.AT_LEAST, 30),
        ("as many as some 30 men", "as many as some 30", Hedge.UP_TO, 30),
        ("fears around over 50,000 men", "over 50,000", Hedge.OVER, 50000),
        ("the toll has gone up to 150", "150", Hedge.EXACT, 150),
        ("the figure of 7,000", "7,000", Hedge.EXACT, 7000),
        ("over the 120 men", "120", Hedge.EXACT, 120),
        ("the top 10 names", "10", Hedge.EXACT, 10),
        ("wages grow over four years", "four", Hedge.EXACT, 4),
        ("over five years ago", "over five", Hedge.OVER, 5),
        ("for more than four years", "more than four", Hedge.OVER, 4),
        ("spread over three towns", "three", Hedge.EXACT, 3),
    ],
)
def test_a_hedge_belongs_to_its_number(text: str, surface: str, hedge: Hedge, value: Number) -> None:
    figure = read(text)[-1]
    assert (figure.surface, figure.hedge, figure.value) == (surface, hedge, value)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("12 men", (12, 12, 12)),
        ("about 12 men", (12, 12, 12)),
        ("over 12 men", (12, 12, None)),
        ("at least 12 men", (12, 12, None)),
        ("under 12 men", (12, None, 12)),
        ("up to 12 men", (12, None, 12)),
        ("nearly 12 men", (12, None, 12)),
        ("12 to 15 men", (None, 12, 15)),
        ("dozens of men", (None, 24, None)),
        ("a few hundred men", (None, 200, 999)),
    ],
)
def test_the_interval_follows_the_hedge(text: str, interval: tuple[Number | None, ...]) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high) == interval


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("7,000-8,000 men", "7,000-8,000", 7000, 8000),
        ("7-8,000 men", "7-8,000", 7000, 8000),
        ("7-8000 men", "7-8000", 7000, 8000),
        ("2–3 million", "2–3 million", 2000000, 3000000),
        ("about 7,000 to 8,000 men", "about 7,000 to 8,000", 7000, 8000),
        ("between 80 and 150 men", "between 80 and 150", 80, 150),
        ("between 80 and about 150 men", "between 80 and about 150", 80, 150),
        ("between 80 men and 150 men", "between 80 men and 150", 80, 150),
        ("between 275 and 325 thousand", "between 275 and 325 thousand", 275000, 325000),
        ("costs from 10 to 15 dollars", "from 10 to 15", 10, 15),
        ("17.5% to 20%", "17.5% to 20%", 17.5, 20),
        ("5 to 10 percent", "5 to 10 percent", 5, 10),
        ("$1.2-$1.5 billion", "$1.2-$1.5 billion", 1200000000, 1500000000),
        ("two or three men", "two or three", 2, 3),
        ("two or three dozen men", "two or three dozen", 24, 36),
        ("the 100-to-300 bracket", "100-to-300", 100, 300),
        ("eight to 10 bodies", "eight to 10", 8, 10),
    ],
)
def test_two_ends_make_one_range(text: str, surface: str, low: Number, high: Number) -> None:
    figure = only(text)
    assert (figure.surface, figure.low, figure.high, figure.hedge) == (surface, low, high, Hedge.RANGE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("81 of around 120 men", ["81", "around 120"]),
        ("seven of the 10", ["seven", "10"]),
        ("120 or 1,500 got out", ["120", "1,500"]),
        ("471 or 500 died", ["471", "500"]),
        ("the list shrank from 41 to 31", ["41", "31"]),
        ("the reward rose from $5,000 to $20,000", ["$5,000", "$20,000"]),
        ("it rose by 12 to 64", ["12", "64"]),
        ("sales rose 13% to $180 billion", ["13%", "$180 billion"]),
        ("the gap between 471 and 500", ["471", "500"]),
        ("the Big Three to 25,000", ["Three", "25,000"]),
        ("632 dead and 329 hurt", ["632", "329"]),
        ("first batch of 150", ["first", "150"]),
        ("In March 20 people died", ["20"]),
        ("on 5 May 20 people died", ["5 May", "20"]),
        ("hundreds, perhaps thousands", ["hundreds", "thousands"]),
    ],
)
def test_two_numbers_stay_two_figures(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("150 men", "150", Measure.COUNT),
        ("1500 people fled", "1500", Measure.COUNT),
        ("2,250 men", "2,250", Measure.COUNT),
        ("about 1300 are missing", "about 1300", Measure.COUNT),
        ("down from over 2000", "over 2000", Measure.COUNT),
        ("the dead number 2,946", "2,946", Measure.COUNT),
        ("a 500-strong force", "500", Measure.COUNT),
        ("in that block 20 homes burned", "20", Measure.COUNT),
        ("20 per cent more", "20 per cent", Measure.PERCENT),
        ("17.5% more", "17.5%", Measure.PERCENT),
        ("$7,000 each", "$7,000", Measure.MONEY),
        ("US$5bn", "US$5bn", Measure.MONEY),
        ("€3bn", "€3bn", Measure.MONEY),
        ("EUR 3bn", "EUR 3bn", Measure.MONEY),
        ("Rs. 500", "Rs. 500", Measure.MONEY),
        ("850 million dollars", "850 million", Measure.MONEY),
        ("tens of millions of dollars", "tens of millions", Measure.MONEY),
        ("2,170 acres", "2,170", Measure.AREA),
        ("37 square miles", "37", Measure.AREA),
        ("50km away", "50", Measure.LENGTH),
        ("a 69-meter tower", "69-meter", Measure.LENGTH),
        ("3 more miles", "3", Measure.LENGTH),
        ("a 7.2-magnitude quake", "7.2", Measure.MAGNITUDE),
        ("of magnitude 6.8", "6.8", Measure.MAGNITUDE),
        ("a quake measuring 6.8", "6.8", Measure.MAGNITUDE),
        ("7 degrees on the Richter scale", "7", Measure.MAGNITUDE),
        ("a four-day truce", "four-day", Measure.DURATION),
        ("four days", "four", Measure.DURATION),
        ("a four-and-a-half-year deal", "four-and-a-half-year", Measure.DURATION),
        ("one in five homes", "one in five", Measure.SHARE),
        ("nearly half of them", "nearly half", Measure.SHARE),
        ("one of every five homes", "one of every five", Measure.SHARE),
        ("a storm of 60,000 m²", "60,000", Measure.AREA),
        ("around 2015, he left", "around 2015", Measure.DATE),
        ("in mid-2022", "2022", Measure.DATE),
        ("May 2024", "May 2024", Measure.DATE),
        ("at 4.30pm", "4.30", Measure.TIME),
        ("in his 40s", "40s", Measure.DATE),
        ("a Boeing 737-800", "737-800", Measure.LABEL),
        ("The bill passed 52 to 48", "52 to 48", Measure.LABEL),
        ("60 mph", "60", Measure.SPEED),
        ("12 tonnes", "12", Measure.WEIGHT),
        ("40 litres", "40", Measure.VOLUME),
        ("110 degrees", "110", Measure.TEMPERATURE),
        ("a 35-year-old", "35", Measure.AGE),
        ("12 years old", "12", Measure.AGE),
        ("aged 12", "12", Measure.AGE),
        ("children under 12", "under 12", Measure.AGE),
        ("children under 12 years old", "under 12", Measure.AGE),
        ("Jane Roe, 33, fled", "33", Measure.AGE),
        ("his son, 6, lived", "6", Measure.AGE),
        ("a woman, 34, died", "34", Measure.AGE),
        ("She is about 50.", "about 50", Measure.AGE),
        ("Jan. 21, 2026", "Jan. 21, 2026", Measure.DATE),
        ("on 20 January", "20 January", Measure.DATE),
        ("Oct. 23-26, 2002", "Oct. 23-26, 2002", Measure.DATE),
        ("in December 2024", "December 2024", Measure.DATE),
        ("in 2019 attacks ended", "2019", Measure.DATE),
        ("the 2018 fires", "2018", Measure.DATE),
        ("the 2011-2024 war", "2011-2024", Measure.DATE),
        ("the crash of 2007-08", "2007-08", Measure.DATE),
        ("from 2013 to 2022", "2013 to 2022", Measure.DATE),
        ("the 1930s", "1930s", Measure.DATE),
        ("fiscal 2025", "2025", Measure.DATE),
        ("the fire of 1871", "1871", Measure.DATE),
        ("at 11:59 p.m.", "11:59", Measure.TIME),
        ("at 8 a.m.", "8", Measure.TIME),
        ("Flight 17 crashed", "17", Measure.LABEL),
        ("Article 5", "5", Measure.LABEL),
        ("No. 5", "5", Measure.LABEL),
        ("Covid-19", "19", Measure.LABEL),
        ("an F-16", "16", Measure.LABEL),
        ("24/7", "24/7", Measure.LABEL),
        ("they won 3-1", "3-1", Measure.LABEL),
        ("a three-judge panel", "three", Measure.LABEL),
        ("the Big Three", "Three", Measure.LABEL),
        ("the 3500 block of Oak Street", "3500", Measure.LABEL),
        ("1600 Oak Grove Avenue", "1600", Measure.LABEL),
        ("on day 3 of the hunt", "3", Measure.LABEL),
        ("a 911 call", "911", Measure.LABEL),
        ("escapee number five", "five", Measure.ORDINAL),
        ("the 84th division", "84th", Measure.ORDINAL),
        ("a second man", "second", Measure.ORDINAL),
        ("struck three times", "three", Measure.MULTIPLE),
        ("a ten-fold rise", "ten", Measure.MULTIPLE),
        ("1 of 515", "1", Measure.FURNITURE),
        ("3 min read", "3", Measure.FURNITURE),
    ],
)
def test_the_measure_is_told_from_what_stands_around(text: str, surface: str, measure: Measure) -> None:
    figure = read(text)[0]
    assert (figure.surface, figure.measure) == (surface, measure)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("ages 4, 7 and 12, are safe", ["4", "7", "12"]),
        ("between the ages of 12 and 19", ["12", "19"]),
        ("their ages range from 14 to 76", ["from 14 to 76"]),
        ("John Roe, 45, and Ann Poe, 38", ["45", "38"]),
    ],
)
def test_ages_in_a_row_are_all_ages(text: str, ages: list[str]) -> None:
    assert [figure.surface for figure in read(text) if figure.measure is Measure.AGE] == ages


def test_counts_after_the_names_of_places_are_no_ages() -> None:
    assert {figure.measure for figure in read("Kerr County, 43; Travis County, 5; Marrakech 15, Azilal 11")} == {
        Measure.COUNT
    }


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("150 ISIS detainees in Syria", "ISIS detainees"),
        ("150 IS detainees were moved", "IS detainees"),
        ("20 US states joined", "US states"),
        ("two more bodies", "more bodies"),
        ("45 wounded people were flown out", "wounded people"),
        ("26 detention facilities are open", "detention facilities"),
        ("38 parts distribution centers and", "parts distribution centers"),
        ("one New Orleans jail escapee is free", "New Orleans jail escapee"),
        ("240 Tunisians, among others", "Tunisians"),
        ("hundreds of local people", "local people"),
        ("thousands of the residents", "residents"),
        ("43,250 “non-combatants, including", "non-combatants"),
        ("the 97 dead", "dead"),
        ("12 staff members", "staff members"),
        ("2,170 acres burned", "acres"),
        ("four days", "days"),
        ("20 per cent", "percent"),
        ("$7,000", "$"),
        ("850 million dollars", "dollars"),
        ("killed 34", None),
        ("81 of the men", None),
        ("120 who were let out", None),
        ("one was shot", None),
    ],
)
def test_the_unit_is_what_is_counted_as_printed(text: str, unit: str | None) -> None:
    assert read(text)[0].unit == unit


def test_offsets_are_those_of_the_text_given() -> None:
    text = "“Up to 7,000 men,” he said, and 1\u202f500 of them soon."
    assert [(figure.start, text[figure.start : figure.end]) for figure in read(text)] == [
        (1, "Up to 7,000"),
        (32, "1\u202f500"),
    ]


def test_a_language_is_found_by_its_code_or_not_at_all() -> None:
    assert find_language("en") is ENGLISH
    assert find_language("xx") is None
    assert "en" in language_codes()


def test_a_text_without_numbers_has_no_figures() -> None:
    assert read("") == ()
    assert read("Nothing was said of how many had fled.") == ()


_VOCABULARY = """
    a an and or to from between of in over up at least more than about half third dozen hundred thousand million dozens
    thousands one no nobody none was killed 7 12 1,500 2019 17.5 % $ € - – , . ( ) " “ ' Jan. May 20 aged years old day
    days magnitude Flight No. the Three people men first 84th 8:30 1930s 24/7 K m bn plus + ~ Roe Poe
"""
_WORDS = st.sampled_from(_VOCABULARY.split())


@given(st.lists(_WORDS, max_size=40).map(" ".join) | st.lists(_WORDS, max_size=20).map("".join) | st.text(max_size=200))
def test_any_text_is_read_with_true_offsets(text: str) -> None:
    figures = read(text)
    assert all(text[figure.start : figure.end] == figure.surface != "" for figure in figures)
    assert all(left.end <= right.start for left, right in pairwise(figures))
    for figure in figures:
        if figure.hedge is Hedge.RANGE:
            assert figure.value is None
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high


@pytest.mark.parametrize(
    "part",
    [
        "1",
        "1,",
        "1 ",
        "1.",
        "1-",
        "one ",
        "one-",
        "hundred ",
        "a ",
        "of ",
        "about ",
        "between 1 and ",
        "dozens of ",
        "$",
        "+1 ",
        "ab.",
        "a.",
        "@",
        "x@",
        "aged 1, ",
        "no one ",
        "Jan. ",
    ],
)
def test_a_long_text_takes_no_more_than_linear_time(part: str) -> None:
    text = part * (60_000 // len(part))
    started = time.process_time()  # of this process alone, however busy the computer is
    read(text)
    assert time.process_time() - started < 5.0


@pytest.mark.parametrize("folder", ["seeds", "events/fire-maui-2023", "events/boat-kwa-2025"])
def test_labelled_figures_of_the_shared_reports_are_found(folder: str) -> None:
    labels = SHARED / folder / "labels.jsonl"
    if not labels.exists():
        pytest.skip("shared: no labelled reports beside the checkout")
    texts = _texts(SHARED / folder)
    wanted = [label for line in labels.read_text().splitlines() if (label := json.loads(line))["kind"] == "figure"]
    found = {
        key: {(figure.start, figure.end, figure.value, figure.low, figure.high) for figure in read(text)}
        for key, text in texts.items()
    }
    hits = sum(
        (label["start"], label["end"], label["value"], label["low"], label["high"])
        in found[label["article"], label["field"]]
        for label in wanted
    )
    assert hits / len(wanted) >= 0.97


def _texts(folder: Path) -> dict[tuple[str, str], str]:
    reports = folder / "reports.jsonl"
    if not reports.exists():
        entries = json.loads((folder / "index.json").read_text())
        return {(entry["id"], "text"): (folder / entry["file"]).read_bytes().decode() for entry in entries}
    lines = [json.loads(line) for line in reports.read_text().splitlines()]
    return {(line["id"], field): line[field] for line in lines for field in ("title", "text")}
