"""Errors are sorted into classes that tell why, and quote nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.evaluation import Confusion, Fault, Judged, Label, Said, WantedAlert
from bot.model import (
    Claim,
    Field,
    Figure,
    Hedge,
    Kind,
    Mention,
    Modality,
    Sentence,
    Series,
    Speaker,
    Statement,
    Topic,
    Unmatched,
)
from tests.newsroom import alert, statement
from tools.error_classes import confusion_class, error_classes, lines

UNSEEN = "a sentence of a report that was left out"
MENTION = Mention(
    figure=Figure(start=0, end=2, surface="81", value=81, low=81, high=81, hedge=Hedge.EXACT),
    sentence=Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(UNSEEN), text=UNSEEN),
    speaker=Speaker(said_by=None),
    as_of=datetime(2026, 1, 22, tzinfo=UTC).date(),
    dated=False,
    modality=Modality.ACTUAL,
    background=False,
)
TOPIC = Topic(
    id="storm",
    title="Storm",
    language="en",
    about=(),
    places={},
    sources=(),
    claims=(
        Claim(id="dead", title="", question="", series=Series.CUMULATIVE),
        Claim(id="children", title="", question="", series=Series.CUMULATIVE, part_of="dead"),
        Claim(id="women", title="", question="", series=Series.CUMULATIVE, part_of="dead"),
        Claim(id="hurt", title="", question="", series=Series.CUMULATIVE),
        Claim(id="beds", title="", question="", series=Series.CEILING),
    ),
)


def said(result: Statement | Unmatched | None = None, *, dated: bool = False) -> Said:
    mention = replace(MENTION, dated=dated)
    told = result or Unmatched(mention=mention, reason="no claim counts this")
    return Said(article="a1", field="text", mention=mention, source=None, result=told)


def stated(claim: str = "dead", cue: str = "noun: near +0.2") -> Statement:
    return replace(statement("81", 81), claim=claim, cue=cue, article="a1")


def labelled(kind: str = "figure") -> Label:
    line = {"article": "a1", "field": "text", "start": 0, "end": 2, "surface": "81", "value": 81}
    return Label.of(line | {"claim": "dead" if kind == "figure" else None, "kind": kind})


def wrong(
    fault: Fault, told: Said | None, wanted: str | None = "dead", got: str | None = None, kind: str = "figure"
) -> Confusion:
    return Confusion(fault=fault, label=labelled(kind), said=told, wanted=wanted, got=got)


@pytest.mark.parametrize(
    ("reason", "nearest", "name"),
    [
        ("not sure enough: dead at 30%", "dead", "not sure, the right claim came closest"),
        ("not sure enough: hurt at 30%", "hurt", "not sure, another claim came closest"),
        ("absorbed by others", "others", "absorbed by a sink"),
        ("a label, which answers no claim", None, "read as another measure"),
        ("no claim counts this", None, "ruled out, no claim counts its noun"),
        (
            "dead is ruled out: a required word is missing",
            None,
            "ruled out by the topic file: a required word is missing",
        ),
        ("dead is ruled out: dated before 2026-01-01", None, "ruled out by the topic file: dated before"),
        ("dead is ruled out: a percent is no count", None, "ruled out by the topic file: a percent is no count"),
        ("something new", None, "another reason"),
    ],
)
def test_a_missed_claim_is_sorted_by_the_reason_of_the_matching(reason: str, nearest: str | None, name: str) -> None:
    told = said(Unmatched(mention=MENTION, reason=reason, nearest=nearest))

    assert confusion_class(wrong(Fault.CLAIM_MISSED, told), TOPIC) == name


@pytest.mark.parametrize(
    ("wanted", "got", "name"),
    [
        ("dead", "children", "a part for its whole"),
        ("children", "dead", "the whole for its part"),
        ("children", "women", "another part of one whole"),
        ("dead", "hurt", "another claim"),
        ("dead", "beds", "a claim of another series"),
        ("dead", "gone", "another claim"),
    ],
)
def test_a_wrong_claim_is_sorted_by_how_the_two_belong_together(wanted: str, got: str, name: str) -> None:
    assert confusion_class(wrong(Fault.WRONG_CLAIM, said(stated(got)), wanted, got), TOPIC) == name


@pytest.mark.parametrize(
    ("kind", "cue", "name"),
    [
        ("untracked", "noun: near +0.2; part: told of a part -1.0", "a count nobody tracks, part of the whole"),
        ("untracked", "stranger: named before -1.0", "a count nobody tracks, another place or body"),
        ("untracked", "time: dated long before -1.0", "a count nobody tracks, another time"),
        ("untracked", "noun: near +0.2", "a count nobody tracks, no cue against it"),
        ("distractor", "increment: other series -1.0", "no count, an addition, no total"),
        ("share", "noun: near +0.2", "a looser mention of another claim, no cue against it"),
    ],
)
def test_a_false_statement_is_sorted_by_its_label_and_the_cue_that_was_outweighed(
    kind: str, cue: str, name: str
) -> None:
    told = wrong(Fault.FALSE_STATEMENT, said(stated(cue=cue)), None, "dead", kind)

    assert confusion_class(told, TOPIC) == name


@pytest.mark.parametrize(
    ("wanted", "got", "name"),
    [
        (None, "ministry", "a speaker for the outlet's own voice"),
        ("ministry", None, "own voice for a speaker"),
        ("ministry", "other:she", "a pronoun left unresolved"),
        ("ministry", "other:a baker", "a stranger for a listed source"),
        ("other:a baker", "ministry", "a listed source for a stranger"),
        ("ministry", "guards", "another listed source"),
    ],
)
def test_a_wrong_source_is_sorted_without_its_name(wanted: str | None, got: str | None, name: str) -> None:
    assert confusion_class(wrong(Fault.WRONG_SOURCE, said(stated()), wanted, got), TOPIC) == name


@pytest.mark.parametrize(
    ("confusion", "name"),
    [
        (wrong(Fault.FIGURE_MISSED, None), "not read"),
        (wrong(Fault.WRONG_VALUE, said(), "81", "18"), "another number read"),
        (wrong(Fault.WRONG_DAY, said(), "2026-01-20", "2026-01-22"), "no day found"),
        (wrong(Fault.WRONG_DAY, said(dated=True), "2026-01-20", "2026-01-21"), "another day read"),
        (wrong(Fault.WRONG_HEDGE, said(), "about", "exact"), "about read as exact"),
        (wrong(Fault.FALSE_FIGURE, said(), None, None, "distractor"), "no count"),
    ],
)
def test_other_faults_are_sorted_by_what_was_read(confusion: Confusion, name: str) -> None:
    assert confusion_class(confusion, TOPIC) == name


@pytest.mark.parametrize(
    ("faults", "name"),
    [
        ([], "alert false: a right statement beside a wrong record"),
        ([Fault.WRONG_DAY], "alert false: a wrong day, background or modality"),
        ([Fault.WRONG_DAY, Fault.WRONG_SOURCE], "alert false: a wrong source"),
        ([Fault.WRONG_SOURCE, Fault.FALSE_STATEMENT], "alert false: a false statement"),
    ],
)
def test_a_false_alert_is_sorted_by_what_it_stands_on(faults: list[Fault], name: str) -> None:
    told = said(stated())
    confusions = tuple(wrong(fault, told) for fault in faults)
    judged = Judged({}, confusions, (), (alert(Kind.FIRST, stated()),), (told,))
    judged = replace(judged, false=(alert(Kind.FIRST, told.result),))  # type: ignore[arg-type] # it is a statement

    assert error_classes(judged, TOPIC)[name] == 1


def test_a_missed_alert_is_sorted_by_whether_its_statement_was_read() -> None:
    read, unread = (WantedAlert.of({"article": "a1", "claim": claim, "kind": "first"}) for claim in ("dead", "hurt"))
    judged = Judged({}, (), (read, unread), (), (said(stated()),))

    assert error_classes(judged, TOPIC) == {
        "alert missed: another verdict": 1,
        "alert missed: its statement is missing": 1,
    }


def test_classes_are_told_by_count_and_quote_nothing() -> None:
    confusions = (
        wrong(Fault.CLAIM_MISSED, said()),
        wrong(Fault.CLAIM_MISSED, said()),
        wrong(Fault.WRONG_SOURCE, said(stated()), "other:a baker from the hills", None),
        wrong(Fault.WRONG_VALUE, said(), "81", "18"),
    )

    told = list(lines(error_classes(Judged({}, confusions, (), (), ()), TOPIC)))

    assert told[:2] == ["claim missed: 2", "        2  ruled out, no claim counts its noun"]
    assert not any(words in line for line in told for words in (UNSEEN, "baker", "81", "18"))
