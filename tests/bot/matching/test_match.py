"""Figure and topic in, statement out, or the reason why not."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.candidates import candidates, ruled_out, within_sizes
from bot.matching.choose import choose, weigh
from bot.matching.match import statement_id
from bot.matching.placing import reading_order
from bot.matching.record import Known
from bot.matching.weights import WEIGHTS
from bot.model import Claim, Field, Hedge, Measure, Series, Statement, Unmatched
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read
from tests.bot.matching.scenes import MATCHING, answers, article, claim, compiled, matched, reasons, scene_of, surface

PLACES = {"harbour": ("Harbour jail",), "north": ("North jail",)}
ESCAPED = claim("escaped")
CAUGHT = claim("caught", event=("catch", "recapture"))
DEAD = claim("dead", counts=("person",), event=("kill", "die"))
HURT = claim("hurt", counts=("person",), event=("injure",))
IRAQIS = claim("iraqis", counts=("Iraqis", "from Iraq"), event=())
CEILING = claim("ceiling", event=("move",), series=Series.CEILING)
MOVED = claim("moved", event=("move",), series=Series.CUMULATIVE)
NO_CLAIM = "no claim counts this"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("About 120 inmates escaped from the jail.", [("About 120", "escaped")]),
        ("About 120 prisoners have fled.", [("About 120", "escaped")]),
        ("Guards let 120 detainees out.", [("120", "escaped")]),
        ("At least 1,500 men were let out by the guards.", [("At least 1,500", "escaped")]),
        ("By noon 81 of around 120 inmates who escaped were caught.", [("81", "caught"), ("around 120", "escaped")]),
        ("By noon 81 of the 120 escaped inmates had been caught.", [("81", "caught"), ("120", "escaped")]),
        ("The bomb went off, killing 40 people and injuring 100.", [("40", "dead"), ("100", "hurt")]),
        ("The storm left 12 people dead and 30 injured.", [("12", "dead"), ("30", "hurt")]),
        ("The storm killed 34.", [("34", "dead")]),
        ("The storm left 500 people injured.", [("500", "hurt")]),
        ("He said 467 of them are Iraqis.", [("467", "iraqis")]),
        ("Another 460 from Iraq were held.", [("460", "iraqis")]),
        ("Some 467 Iraqi officials came.", []),
        ("They saw 12 horses at the gate.", []),
        ("Two officials and seven guards stood there.", []),
    ],
)
def test_figures_find_their_claims(text: str, told: list[tuple[str, str]]) -> None:
    assert answers(text, compiled(ESCAPED, CAUGHT, DEAD, HURT, IRAQIS)) == told


def test_planned_and_done_are_two_claims() -> None:
    text = "They moved 150 inmates. Up to 7,000 inmates could be moved."

    assert answers(text, compiled(CEILING, MOVED)) == [("150", "moved"), ("Up to 7,000", "ceiling")]


def test_an_acronym_in_brackets_does_not_part_a_figure_from_its_noun() -> None:
    text = "They moved 150 Free Harbour Guard (FHG) inmates."

    assert answers(text, compiled(MOVED)) == [("150", "moved")]


def test_two_places_have_a_claim_each() -> None:
    watched = compiled(claim("harbour", place=("harbour",)), claim("north", place=("north",)), places=PLACES)

    assert answers("From North jail 40 inmates escaped.", watched) == [("40", "north")]
    assert answers("Harbour jail is old. Some 40 inmates escaped from there.", watched) == [("Some 40", "harbour")]


@pytest.mark.parametrize(
    ("keys", "fits", "does_not"),
    [
        (
            {"exclude": ("minor",)},
            "About 120 inmates escaped and 30 minors were caught.",
            "About 120 minor inmates escaped.",
        ),
        ({"exclude": ("last year",)}, "About 120 inmates escaped.", "Last year about 120 inmates escaped."),
        ({"require": ("convicted",)}, "About 120 convicted inmates escaped.", "About 120 inmates escaped."),
        ({"since": date(2026, 1, 20)}, "About 120 inmates escaped.", "In 2019 about 120 inmates escaped."),
        ({"smallest": 20}, "About 120 inmates escaped.", "About 12 inmates escaped."),
        ({"largest": 200}, "About 120 inmates escaped.", "About 1,200 inmates escaped."),
        (
            {"place": ("harbour",), "place_required": True},
            "Harbour jail is old. About 120 inmates escaped from there.",
            "About 120 inmates escaped.",
        ),
        (
            {"place": ("harbour",), "place_required": True},
            "About 120 inmates escaped from Harbour jail.",
            "About 120 inmates escaped from North jail.",
        ),
        (
            {"measure": Measure.AREA, "counts": (), "event": ("burn",)},
            "The fire burned 1,200 acres.",
            "The fire burned 1,200 homes.",
        ),
        (
            {"measure": Measure.MAGNITUDE, "counts": ("magnitude",), "event": ()},
            "Instruments measured a magnitude of 6.8.",
            "Instruments measured 68 tremors.",
        ),
        (
            {"measure": Measure.PERCENT, "counts": (), "event": ("raise",)},
            "The bank raised its rate to 12 percent.",
            "The bank raised 12 flags.",
        ),
    ],
)
def test_what_the_topic_file_rules_out_is_no_answer(keys: dict[str, Any], fits: str, does_not: str) -> None:
    """An excluded word rules out within what is said of the figure itself, and nowhere else."""
    watched = compiled(claim(**keys), places=PLACES)

    assert len(answers(fits, watched)) == 1
    assert answers(does_not, watched) == []
    assert any(reason == NO_CLAIM or " is ruled out: " in reason for reason in reasons(does_not, watched))


def test_a_claim_may_be_answered_by_named_sources_only() -> None:
    watched = compiled(claim(said_by=("ministry",)))

    assert answers("About 120 inmates escaped.", watched, source="ministry") == [("About 120", "escaped")]
    assert answers("About 120 inmates escaped.", watched, source="guards") == []
    assert answers("About 120 inmates escaped.", watched) == []


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"measure": Measure.AREA}, "a count is no area"),
        ({"smallest": 500}, "outside the sizes of the claim"),
        ({"since": date(2026, 2, 1)}, "dated before 2026-02-01"),
        ({"said_by": ("ministry",)}, "said by another source"),
        ({"place": ("harbour",), "place_required": True}, "its place is not named"),
        ({"require": ("convicted",)}, "a required word is missing"),
        ({"exclude": ("jail",)}, "a word of its clause is excluded"),
        ({}, None),
    ],
)
def test_each_reason_is_told_in_words(keys: dict[str, Any], why: str | None) -> None:
    watched = compiled(claim(**keys), places=PLACES)
    at = scene_of("About 120 inmates escaped from the jail.", "About 120", watched)

    assert ruled_out(at, watched.claims[0], None) == why


@pytest.mark.parametrize(
    ("printed", "bounds", "fits"),
    [
        ("120", {}, True),
        ("120", {"smallest": 120, "largest": 120}, True),
        ("at least 120", {"largest": 200}, True),
        ("at least 120", {"largest": 100}, False),
        ("up to 120", {"smallest": 100}, True),
        ("up to 120", {"smallest": 121}, False),
        ("100 to 150", {"smallest": 120, "largest": 130}, True),
        ("100 to 150", {"smallest": 151}, False),
        ("Hundreds of", {"smallest": 200}, True),
        ("Hundreds of", {"largest": 150}, False),
    ],
)
def test_a_figure_fits_a_size_as_far_as_its_bounds_reach(printed: str, bounds: dict[str, int], *, fits: bool) -> None:
    mention = read(article(f"{printed} inmates escaped."), ENGLISH).mentions[0]

    assert within_sizes(mention, claim(**bounds)) is fits


def test_a_sink_takes_in_look_alikes() -> None:
    cases = claim("cases", counts=("case", "hearing"), event=("hold",))
    sink = claim("first-hearings", counts=("first hearing",), event=(), sink=True)
    text = "The court held 412 first hearings."

    assert reasons(text, compiled(cases, sink))[0] == "absorbed by first-hearings"


def test_the_text_is_matched_before_the_title_which_leans_on_it() -> None:
    known = Known()
    reading = read(article("About 120 inmates escaped.", "Guards saw 12 horses"), ENGLISH)

    assert reading_order(reading.mentions) == [1, 0]
    matched(reading, compiled(ESCAPED), known=known)
    assert known.last == (None, "escaped")


def test_what_is_known_grows_with_every_figure() -> None:
    known = Known.of({"escaped": [100]})

    matched("About 120 inmates escaped. They saw 12 horses.", compiled(ESCAPED), known=known)

    assert known.values == {"escaped": [100, 120]}
    assert known.last == (None, "escaped")


def sureness(text: str, figure: str, known: Known) -> float:
    """Return how likely the likeliest claim is."""
    watched = compiled(ESCAPED, CAUGHT)
    found = candidates(scene_of(text, figure, watched), watched, None, known, MATCHING)
    choice = choose([weigh(each.claim.id, told, WEIGHTS) for each, told in found])
    return choice.probability if choice else 0.0


def test_the_same_number_again_is_a_hint_and_no_proof() -> None:
    """It makes surer where words leave it open; the same number of something else stays something else."""
    watched, known = compiled(ESCAPED, CAUGHT), {"escaped": [120]}

    assert sureness("The 120 are young.", "120", Known.of(known)) > sureness("The 120 are young.", "120", Known())
    assert answers("They saw 120 horses at the gate.", watched, known=Known.of(known)) == []
    assert answers("About 120 inmates were caught.", watched, known=Known.of(known)) == [("About 120", "caught")]


def test_a_claim_is_found_in_a_topic_of_45_claims_as_in_one_of_2() -> None:
    others = [claim(f"c{number}", counts=(f"noun{number}",), event=(f"verb{number}",)) for number in range(43)]
    text = "About 120 inmates escaped from the jail."

    few, many = (matched(text, compiled(*claims))[0] for claims in ((ESCAPED, CAUGHT), (ESCAPED, CAUGHT, *others)))

    assert few == many


def test_a_statement_holds_what_was_printed_and_what_decided() -> None:
    text = "It was dark. About 120 inmates escaped from the jail."

    (found,) = matched(text, compiled(ESCAPED), source="ministry")

    assert isinstance(found, Statement)
    assert (found.topic, found.claim, found.source, found.field) == ("breakout", "escaped", "ministry", Field.TEXT)
    assert (found.figure.value, found.figure.hedge) == (120, Hedge.ABOUT)
    assert (found.article, found.version, found.outlet) == ("a1", 1, "Coast Herald")
    assert found.quote == "About 120 inmates escaped from the jail."
    assert text[found.quote_start :].startswith(found.quote)
    assert text[found.figure.start : found.figure.end] == "About 120"
    assert "noun: head of the phrase" in found.cue


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Some 120 inmates escaped on 4 May.", "a date, which answers no claim"),
        ("They saw 12 horses.", "not sure enough: escaped at "),
        ("They drove for 30 kilometres.", NO_CLAIM),
    ],
)
def test_a_figure_that_answers_nothing_says_why(text: str, why: str) -> None:
    assert any(reason.startswith(why) for reason in reasons(text, compiled(ESCAPED)))


def test_the_claim_that_came_closest_is_named() -> None:
    (found,) = matched("They saw 12 horses.", compiled(ESCAPED))

    assert isinstance(found, Unmatched)
    assert found.nearest == "escaped"


def test_a_topic_without_a_claim_takes_nothing() -> None:
    assert reasons("About 120 inmates escaped.", compiled()) == [NO_CLAIM]


def statements(text: str, *claims: Claim, **keys: Any) -> list[str]:
    told = matched(read(article(text, **keys), ENGLISH), compiled(*claims))
    return [each.id for each in told if isinstance(each, Statement)]


def test_a_statements_id_is_the_same_for_the_same_figure_of_the_same_version() -> None:
    text = "About 120 inmates escaped."

    assert statements(text, ESCAPED) == statements(text, ESCAPED, CAUGHT, title="A long night")
    assert len(statements(text, ESCAPED)) == 1


def test_any_other_figure_has_another_id() -> None:
    """Another place in the text, field, article, version, claim or topic."""
    text = "About 120 inmates escaped. About 120 inmates escaped."
    mention = read(article(text), ENGLISH).mentions[0]
    in_title = replace(mention, sentence=replace(mention.sentence, field=Field.TITLE))

    ids = [
        *statements(text, ESCAPED),
        *statements(text, ESCAPED, name="a2"),
        *statements(text, ESCAPED, version=2),
        *statements(text, claim("other")),
        statement_id(article(text), "another-topic", "escaped", mention),
        statement_id(article(text), "breakout", "escaped", in_title),
    ]

    assert len(ids) == len(set(ids)) == 10
    assert all(len(name) == 10 for name in ids)


NUMBERS = (
    "120",
    "81",
    "about 1,500",
    "at least 12",
    "dozens of",
    "7,000-8,000",
    "40%",
    "2019",
    "4 May",
    "$5 million",
    "6.8",
)
PARTS = """
inmates escaped were caught of the people killed injured from Harbour jail North camp Iraqis them who had been in
moved there minor convicted more another including said magnitude acres , . ; ( ) ” “ – \n
""".split(" ")  # noqa: SIM905 - a word list reads better as words
EVERY = compiled(
    ESCAPED,
    CAUGHT,
    replace(DEAD, place=("harbour",), not_place=("north",)),
    replace(HURT, exclude=("minor",), smallest=20),
    replace(IRAQIS, part_of="escaped", place=("north",), place_required=True),
    replace(CEILING, require=("convicted",), since=date(2026, 1, 1)),
    replace(MOVED, said_by=("ministry",), key=True),
    claim("burned", counts=("acre",), event=("burn",), measure=Measure.AREA),
    claim("sink", counts=("camp",), sink=True),
    places=PLACES,
)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from((*NUMBERS, *PARTS)), max_size=40),
    st.lists(st.sampled_from((*NUMBERS, *PARTS)), max_size=9),
)
def test_every_figure_ends_as_a_statement_or_with_a_reason_in_order_of_print(text: list[str], title: list[str]) -> None:
    """Whatever an article says, matching does not fail, and forgets no figure."""
    reading = read(article(" ".join(text), " ".join(title)), ENGLISH)

    results = matched(reading, EVERY)

    assert [surface(each) for each in results] == [mention.figure.surface for mention in reading.mentions]
    assert all(each.reason for each in results if isinstance(each, Unmatched))
    assert all(re.fullmatch("[0-9A-Za-z]{10}", each.id) for each in results if isinstance(each, Statement))
    assert results == matched(reading, EVERY)
