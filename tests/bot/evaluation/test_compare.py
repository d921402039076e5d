"""What was said of figures is held against labels."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import Fault, Label, Said, Step, Tally, align, is_count, overlap, same_number, same_source, score
from bot.model import Field, Figure, Hedge, Measure, Mention, Modality, Number, Sentence, Speaker, Statement, Unmatched
from tests.newsroom import statement

TEXT = "By noon 81 of around 120 inmates were caught, but 7 cows were not."
PRINTED = datetime(2026, 1, 22, tzinfo=UTC)
SENTENCE = Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(TEXT), text=TEXT)


def label(
    surface: str,
    value: Number | None,
    claim: str | None = None,
    *,
    hedge: str = "exact",
    source: str | None = None,
    kind: str = "figure",
    article: str = "a1",
    low: Number | None = None,
    high: Number | None = None,
    **manner: Any,
) -> Label:
    start = TEXT.index(surface)
    return Label(
        article=article,
        field="text",
        start=start,
        end=start + len(surface),
        surface=surface,
        value=value,
        low=low,
        high=high,
        hedge=hedge,
        claim=claim,
        source=source,
        kind=kind,
        **manner,
    )


def said(
    surface: str,
    value: Number | None,
    claim: str | None = None,
    *,
    hedge: Hedge = Hedge.EXACT,
    source: str | None = None,
    measure: Measure = Measure.COUNT,
    article: str = "a1",
    background: bool = False,
) -> Said:
    start = TEXT.index(surface)
    figure = Figure(
        start=start,
        end=start + len(surface),
        surface=surface,
        value=value,
        low=value,
        high=value,
        hedge=hedge,
        measure=measure,
    )
    mention = Mention(
        figure=figure,
        sentence=SENTENCE,
        speaker=Speaker(said_by=source),
        as_of=PRINTED.date(),
        dated=False,
        modality=Modality.ACTUAL,
        background=background,
    )
    result = _statement(claim) if claim else Unmatched(mention=mention, reason="no claim counts this")
    return Said(article=article, field="text", mention=mention, source=source, result=result)


def _statement(claim: str) -> Statement:
    made = statement("81", 81)
    return Statement(**{name: getattr(made, name) for name in made.__slots__} | {"claim": claim, "cue": "noun +1.8"})


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.right, tally.false, tally.missed


def test_what_is_right_is_right_in_figure_hedge_claim_and_source() -> None:
    scores, confusions = score(
        [label("81", 81, "caught", source="ministry")], [said("81", 81, "caught", source="ministry")]
    )

    assert confusions == ()
    tallies = (scores.figures, scores.hedges, scores.statements, scores.sources, scores.by_claim["caught"])
    assert [counts(tally) for tally in tallies] == [(1, 0, 0)] * 5


@pytest.mark.parametrize(
    ("labelled", "told", "figures", "statements", "whats"),
    [
        (label("81", 81, "caught"), said("81", 81), (1, 0, 0), (0, 0, 1), ["claim missed"]),
        (label("81", 81, "caught"), said("81", 81, "escaped"), (1, 0, 0), (0, 1, 1), ["wrong claim"]),
        (label("81", 81, "caught"), said("81", 18, "caught"), (0, 1, 1), (0, 1, 1), ["wrong value", "false statement"]),
        (label("81", 81, "caught"), said("7", 7), (0, 1, 1), (0, 0, 1), ["figure missed", "false figure"]),
        (label("81", 81), said("81", 81, "caught"), (1, 0, 0), (0, 1, 0), ["false statement"]),
        (label("81", 81), said("81", 81), (1, 0, 0), (0, 0, 0), []),
        (label("7", 7, kind="distractor"), said("7", 7), (0, 0, 0), (0, 0, 0), []),
        (label("7", 7, kind="distractor"), said("7", 77), (0, 1, 0), (0, 0, 0), ["false figure"]),
        (label("7", 7, kind="distractor"), said("7", 77, measure=Measure.AGE), (0, 0, 0), (0, 0, 0), []),
        (label("7", 7, kind="distractor"), said("7", 7, "caught"), (0, 0, 0), (0, 1, 0), ["false statement"]),
        (
            label("7", 7, kind="distractor"),
            said("7", 77, "caught"),
            (0, 1, 0),
            (0, 1, 0),
            ["false figure", "false statement"],
        ),
        (label("7", 7, kind="untracked"), said("7", 7, "caught"), (0, 0, 0), (0, 1, 0), ["false statement"]),
        (label("7", 7, "caught", kind="quantifier"), said("7", 7, "caught"), (0, 0, 0), (0, 0, 0), []),
        (label("7", 7, "caught", kind="quantifier"), said("7", 7, "escaped"), (0, 0, 0), (0, 0, 0), []),
    ],
)
def test_each_fault_is_counted_once_where_it_belongs(
    labelled: Label,
    told: Said,
    figures: tuple[int, int, int],
    statements: tuple[int, int, int],
    whats: list[str],
) -> None:
    """A number off the topic that was read right is no fault; looser mentions are neither right nor wrong."""
    scores, confusions = score([labelled], [told])

    assert counts(scores.figures) == figures
    assert counts(scores.statements) == statements
    assert [each.fault.words for each in confusions] == whats


def test_a_figure_nobody_labelled_is_false_and_so_is_its_claim() -> None:
    scores, confusions = score([], [said("7", 7, "caught"), said("81", 81, measure=Measure.DATE)])

    assert counts(scores.figures) == (0, 1, 0)
    assert counts(scores.statements) == (0, 1, 0)
    assert [(each.fault.words, each.surface, each.got, each.why) for each in confusions] == [
        ("false figure", "7", "caught", "read as '7': exact count"),
        ("false statement", "7", "caught", "noun +1.8"),
    ]


def test_a_wrong_hedge_or_source_leaves_the_statement_right() -> None:
    labelled = label("around 120", 120, "escaped", hedge="about", source="ministry")

    scores, confusions = score([labelled], [said("around 120", 120, "escaped", source="guards")])

    assert counts(scores.statements) == (1, 0, 0)
    assert counts(scores.hedges) == counts(scores.sources) == (0, 1, 0)
    assert [(each.fault.words, each.wanted, each.got) for each in confusions] == [
        ("wrong hedge", "about", "exact"),
        ("wrong source", "ministry", "guards"),
    ]


@pytest.mark.parametrize(
    ("manner", "background", "wrong"),
    [
        ({}, True, []),
        ({"as_of": "2026-01-22", "modality": "actual", "background": False}, False, []),
        ({"as_of": "2026-01"}, False, []),
        ({"as_of": "2026"}, False, []),
        ({"as_of": "at its peak"}, False, []),
        ({"as_of": "2026-01-21"}, False, [("wrong as-of", "2026-01-21", "2026-01-22")]),
        ({"modality": "estimate"}, False, [("wrong modality", "estimate", "actual")]),
        ({"background": True}, False, [("wrong background", "background", "news")]),
        ({"background": False}, True, [("wrong background", "news", "background")]),
        ({"background": False, "context": "caption"}, False, [("wrong background", "background", "news")]),
        ({"background": True}, True, []),
    ],
)
def test_day_modality_and_background_are_scored_where_they_are_labelled(
    manner: dict[str, Any], wrong: list[tuple[str, str, str]], *, background: bool
) -> None:
    """A month or a year is right by any of its days; what stands in a caption is background."""
    scores, confusions = score([label("81", 81, "caught", **manner)], [said("81", 81, "caught", background=background)])

    assert [(each.fault.words, each.wanted, each.got) for each in confusions] == wrong
    assert counts(scores.statements) == (1, 0, 0)


def test_the_manner_of_a_figure_on_no_claim_is_nobodys_concern() -> None:
    scores, confusions = score([label("81", 81, as_of="2020-01-01", background=True)], [said("81", 81)])

    assert confusions == ()
    assert counts(scores.days) == counts(scores.background) == (0, 0, 0)


def test_what_was_read_otherwise_is_told_as_numbers() -> None:
    wanted = label("81", None, "caught", low=24)

    _, (wrong, _) = score([wanted], [said("81", 81, "caught")])

    assert (wrong.fault, wrong.wanted, wrong.got, wrong.step) == (Fault.WRONG_VALUE, "24..", "81", Step.READING)


def test_a_claim_missed_names_the_claim_that_came_closest_once() -> None:
    told = said("81", 81)
    near = replace(told, result=Unmatched(mention=told.mention, reason="out of its sizes", nearest="escaped"))
    named = replace(told, result=Unmatched(mention=told.mention, reason="not sure: escaped at 30%", nearest="escaped"))

    assert near.decided_by == "out of its sizes (nearest: escaped)"
    assert named.decided_by == "not sure: escaped at 30%"


def test_a_confusion_tells_the_sentence_and_what_decided() -> None:
    _, (missed,) = score([label("81", 81, "caught")], [said("81", 81)])
    _, (unread,) = score([label("81", 81, "caught")], [])

    assert (missed.quote, missed.why) == (TEXT, "no claim counts this")
    assert (unread.quote, unread.why) == ("", "no figure was read here")


def test_a_label_is_paired_with_the_figure_that_overlaps_it_most_and_each_is_taken_once() -> None:
    whole, part = label("around 120", 120), label("120", 120)
    wide, narrow = said("around 120", 120), said("81", 81)

    pairs, loose = align([whole, part], [wide, narrow])

    assert pairs == [(whole, wide), (part, None)]
    assert loose == [narrow]


def test_labels_that_are_scored_choose_first() -> None:
    distractor, scored = label("120", 120, kind="distractor"), label("around 120", 120)
    told = said("around 120", 120)

    pairs, _ = align([distractor, scored], [told])

    assert pairs == [(scored, told), (distractor, None)]


def test_figures_of_another_article_are_not_paired() -> None:
    assert align([label("81", 81)], [said("81", 81, article="a2")])[0] == [(label("81", 81), None)]
    assert overlap(label("81", 81), said("7", 7)) <= 0
    assert overlap(label("around 120", 120), said("120", 120)) == len("120")


@pytest.mark.parametrize(
    ("value", "low", "high", "same"),
    [(81, None, None, True), (80, None, None, False), (None, 81, 81, False)],
)
def test_numbers_are_one_by_value(value: Number | None, low: Number | None, high: Number | None, *, same: bool) -> None:
    assert same_number(label("81", value, low=low, high=high), said("81", 81)) is same


@pytest.mark.parametrize(("low", "same"), [(24, True), (48, False)])
def test_a_label_without_a_value_is_compared_by_its_bounds(low: int, *, same: bool) -> None:
    dozens = said("81", None)
    figure = dozens.mention.figure
    vague = Figure(
        start=figure.start, end=figure.end, surface="dozens", value=None, low=24, high=None, hedge=Hedge.VAGUE
    )
    mention = Mention(**{name: getattr(dozens.mention, name) for name in dozens.mention.__slots__} | {"figure": vague})

    told = Said(article="a1", field="text", mention=mention, source=None, result=dozens.result)

    assert same_number(label("81", None, low=low), told) is same


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("ministry", "ministry", True),
        ("ministry", "guards", False),
        ("ministry", None, False),
        (None, None, True),
        (None, "other:a farmer", False),
        ("other:a farmer", "other:farmer", True),
        ("other:a farmer", "ministry", False),
    ],
)
def test_speakers_outside_the_list_are_compared_as_that_only(
    wanted: str | None, got: str | None, *, same: bool
) -> None:
    assert same_source(wanted, got) is same


def test_only_plain_counts_can_be_false_figures() -> None:
    assert is_count(said("7", 7))
    assert not is_count(said("7", 7, measure=Measure.FURNITURE))


SURFACES = st.sampled_from([("81", 81), ("around 120", 120), ("120", 120), ("7", 7)])
CLAIMS = st.sampled_from([None, "caught", "escaped"])
LABELS = st.builds(
    lambda printed, claim, kind: label(*printed, claim, kind=kind),
    SURFACES,
    CLAIMS,
    st.sampled_from(["figure", "distractor", "vague_figure"]),
)
SAID = st.builds(lambda printed, claim: said(*printed, claim), SURFACES, CLAIMS)


@given(st.lists(LABELS, max_size=6), st.lists(SAID, max_size=6))
def test_every_label_and_every_statement_is_counted(labels: list[Label], told: list[Said]) -> None:
    scores, confusions = score(labels, told)

    scored = [each for each in labels if each.kind == "figure"]
    assert scores.figures.right + scores.figures.missed == len(scored)
    assert scores.statements.right + scores.statements.missed == sum(each.claim is not None for each in scored)
    assert scores.statements.false <= sum(each.claim is not None for each in told)
    faults = Counter(each.fault for each in confusions)
    assert faults[Fault.FALSE_STATEMENT] + faults[Fault.WRONG_CLAIM] == scores.statements.false
    assert faults[Fault.FIGURE_MISSED] + faults[Fault.WRONG_VALUE] == scores.figures.missed
    assert faults[Fault.CLAIM_MISSED] + faults[Fault.WRONG_CLAIM] <= scores.statements.missed
    assert sum(tally.right for tally in scores.by_claim.values()) == scores.statements.right
