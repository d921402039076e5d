"""Every optional key of a claim does what the manual says, from the topic file through matching to the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.files.topic_schema import ClaimDraft
from adapters.files.topics import load_topic
from bot.analysis import analyse, watch
from bot.model import Article, Entry, Kind, Statement, Unmatched
from bot.reading.languages.en import LANGUAGE
from bot.reading.read import read

HEAD = """
topic: lissa
title: Sinking of the ferry Lissa
places:
  port-amal: [Port Amal]
  north-shore: [North Shore]
sources:
  coast-guard: {name: Coast guard, aliases: [coast guard]}
  shipping-line: {name: Lissa Lines, aliases: [Lissa Lines]}
claims:
"""
PRINTED = datetime(2026, 5, 4, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """What one figure of a text came to."""

    surface: str
    claim: str | None
    kind: Kind | None
    reason: str


def tell(tmp_path: Path, claims: str, texts: Sequence[str]) -> list[Told]:
    """Let texts arrive a day apart and return what every figure came to."""
    path = tmp_path / "lissa.yaml"
    path.write_text(HEAD + claims, "utf-8")
    watched = watch(load_topic(path), LANGUAGE)
    history: list[Entry] = []
    told: list[Told] = []
    for number, text in enumerate(texts):
        article = Article(
            id=f"a{number}",
            url=f"https://daily.example.org/{number}",
            outlet="Harbour Daily",
            published=PRINTED + timedelta(days=number),
            title="",
            text=text,
        )
        news = analyse(read(article, LANGUAGE), watched, history, article.published)
        kinds = {entry.statement.id: entry.verdict.kind for entry in news.entries}
        history.extend(news.entries)
        told.extend(
            Told(
                each.mention.figure.surface,
                each.result.claim if isinstance(each.result, Statement) else None,
                kinds.get(each.result.id) if isinstance(each.result, Statement) else None,
                each.result.reason if isinstance(each.result, Unmatched) else "",
            )
            for each in news.found
        )
    return told


def claims_of(told: Sequence[Told]) -> list[tuple[str, str | None]]:
    return [(each.surface, each.claim) for each in told]


DEAD = "{id: dead, question: How many died?, counts: [person, people], event: [die, kill, drown], series: cumulative"
SCENES = {
    "require, the word is there": (
        (
            "  - {id: critical, question: How many are critical?, counts: [person, people], event: [hurt, injure],"
            " require: [critical, critically]}\n"
        ),
        ["Doctors said 14 people were critically injured."],
        [("14", "critical")],
    ),
    "require, the word is missing": (
        (
            "  - {id: critical, question: How many are critical?, counts: [person, people], event: [hurt, injure],"
            " require: [critical, critically]}\n"
        ),
        ["Doctors said 14 people were injured."],
        [("14", None)],
    ),
    "require, a time": (
        "  - {id: sunk-2025, question: How many sank?, counts: [ferry], event: [sink], require: [last year]}\n",
        ["Last year, 11 ferries sank in these waters."],
        [("11", "sunk-2025")],
    ),
    "said_by, the source itself": (
        "  - {id: dead, question: How many died?, counts: [person, people], event: [die], said_by: [coast-guard]}\n",
        ["The coast guard said 31 people had died."],
        [("31", "dead")],
    ),
    "said_by, another source": (
        "  - {id: dead, question: How many died?, counts: [person, people], event: [die], said_by: [coast-guard]}\n",
        ["Lissa Lines said 31 people had died."],
        [("31", None)],
    ),
    "not_place": (
        (
            "  - {id: missing, question: How many are missing?, counts: [person, people], event: [missing],"
            " not_place: [port-amal]}\n"
            "  - {id: missing-port, question: How many are missing in Port Amal?, counts: [person, people],"
            " event: [missing], place: [port-amal], place_required: true}\n"
        ),
        ["In Port Amal 12 people were missing.", "On North Shore 40 people were missing."],
        [("12", "missing-port"), ("40", "missing")],
    ),
    "place_required, no place is named": (
        (
            "  - {id: dead-north, question: How many died?, counts: [people], event: [die], place: [north-shore],"
            " place_required: true}\n"
        ),
        ["The wreck was reached at dawn. 25 people died."],
        [("25", None)],
    ),
    "place_required, the place is named before": (
        (
            "  - {id: dead-north, question: How many died?, counts: [people], event: [die], place: [north-shore],"
            " place_required: true}\n"
        ),
        ["The storm reached North Shore at dawn. 25 people died there."],
        [("25", "dead-north")],
    ),
    "place, no place is named and none required": (
        "  - {id: dead-north, question: How many died?, counts: [people], event: [die], place: [north-shore]}\n",
        ["The wreck was reached at dawn. 25 people died."],
        [("25", "dead-north")],
    ),
    "exclude in the figure's own clause": (
        "  - {id: held, question: How many are held?, counts: [sailor], event: [hold, detain], exclude: [released]}\n",
        ["Police held 17 sailors who were later released."],
        [("17", None)],
    ),
    "exclude in another figure's clause": (
        f"  - {DEAD}, exclude: [injured]}}\n",
        ["The ferry sank and 9 people died and 30 were injured."],
        [("9", "dead"), ("30", None)],
    ),
    "since": (
        (
            "  - {id: rescued, question: How many were rescued?, counts: [person, people], event: [rescue],"
            " since: 2026-05-01}\n"
        ),
        ["On 2 March 2026, 60 people were rescued.", "On Monday 80 people were rescued."],
        [("2 March 2026", None), ("60", None), ("80", "rescued")],
    ),
    "smallest": (
        "  - {id: sold, question: How many sold?, counts: [ticket], event: [sell], smallest: 10000}\n",
        ["The line sold 400 tickets for the day.", "The line sold 52,000 tickets this season."],
        [("400", None), ("52,000", "sold")],
    ),
    "largest": (
        "  - {id: sold, question: How many sold?, counts: [ticket], event: [sell], largest: 2000}\n",
        ["The line sold 400 tickets for the day.", "The line sold 52,000 tickets this season."],
        [("400", "sold"), ("52,000", None)],
    ),
    "sink": (
        (
            "  - {id: search, question: How many searched?, counts: [sailor, volunteer], event: [search], sink: true}\n"
            "  - {id: lost, question: How many sailors are lost?, counts: [sailor], event: [missing, lose]}\n"
        ),
        ["More than 90 volunteers searched the coast.", "At least 12 sailors were missing."],
        [("More than 90", None), ("At least 12", "lost")],
    ),
    "measure, money beside a count": (
        "  - {id: paid, question: How much is paid?, event: [pay, compensate], measure: money}\n",
        ["The line paid $4,000 to each of 30 families."],
        [("$4,000", "paid"), ("30", None)],
    ),
    "measure, a magnitude follows its noun": (
        "  - {id: magnitude, question: How strong was it?, counts: [magnitude], measure: magnitude}\n",
        ["The earthquake had a magnitude of 6.1, the coast guard said."],
        [("6.1", "magnitude")],
    ),
    "modality, a ceiling takes the plan and not the fact": (
        (
            "  - {id: divers-planned, question: How many divers are to come?, counts: [diver], event: [send],"
            " series: ceiling, modality: [planned_ceiling, estimate]}\n"
            "  - {id: divers, question: How many divers came?, counts: [diver], event: [send], series: cumulative}\n"
        ),
        ["Up to 70 divers could be sent to the wreck.", "So far 20 divers were sent to the wreck."],
        [("Up to 70", "divers-planned"), ("20", "divers")],
    ),
    "part_of": (
        (
            f"  - {DEAD}}}\n"
            "  - {id: dead-children, question: How many children died?, counts: [child], event: [die, kill, drown],"
            " part_of: dead, series: cumulative}\n"
        ),
        ["The ferry sank and 40 people died, including 11 children."],
        [("40", "dead"), ("11", "dead-children")],
    ),
}


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_key_decides_which_figures_a_claim_takes(tmp_path: Path, scene: str) -> None:
    claims, texts, wanted = SCENES[scene]

    assert claims_of(tell(tmp_path, claims, texts)) == wanted


def kinds_of(told: Sequence[Told]) -> list[Kind | None]:
    return [each.kind for each in told]


def test_a_part_is_never_compared_with_its_whole(tmp_path: Path) -> None:
    claims, texts, _ = SCENES["part_of"]

    assert kinds_of(tell(tmp_path, claims, texts)) == [Kind.FIRST, Kind.FIRST]


def test_after_the_day_it_closed_a_higher_count_is_a_correction_and_no_update(tmp_path: Path) -> None:
    texts = ["The coast guard said 30 people had died.", "The coast guard said on Tuesday 38 people had died."]

    assert kinds_of(tell(tmp_path, f"  - {DEAD}}}\n", texts)) == [Kind.FIRST, Kind.UPDATE]
    closed = f"  - {DEAD}, closed: 2026-05-04}}\n"
    assert Kind.UPDATE not in kinds_of(tell(tmp_path, closed, texts))


def test_what_is_not_compared_is_recorded_and_never_judged(tmp_path: Path) -> None:
    claim = "  - {id: waiting, question: How many wait?, counts: [relative], event: [wait], compare: false}\n"
    texts = ["The coast guard said 60 relatives waited.", "Lissa Lines said 900 relatives waited."]

    told = tell(tmp_path, claim, texts)

    assert claims_of(told) == [("60", "waiting"), ("900", "waiting")]
    assert not {Kind.CONFLICT, Kind.REVISION, Kind.UPDATE} & set(kinds_of(told))


@pytest.mark.parametrize(
    ("measure", "counts", "first", "second"),
    [
        ("area", "acre", "The slick covered 640 acres, the coast guard said.", "The slick covered one square mile."),
        (
            "length",
            "mile",
            "The slick stretched 10 miles, the coast guard said.",
            "The slick stretched 16.1 kilometres.",
        ),
        ("duration", "day", "The search lasted two days, the coast guard said.", "The search lasted 48 hours."),
    ],
)
def test_units_of_one_measure_meet(tmp_path: Path, measure: str, counts: str, first: str, second: str) -> None:
    claim = (
        f"  - {{id: size, question: How much?, counts: [{counts}], event: [cover, stretch, last], measure: {measure},"
        f" unit: {counts}s}}\n"
    )

    told = [each for each in tell(tmp_path, claim, [first, second]) if each.claim]

    assert kinds_of(told) == [Kind.FIRST, Kind.CORROBORATION], told


GIVEN = {"id", "title", "question", "counts", "event", "series", "place", "unit", "key", "figures"}
"""Keys that nearly every claim has; the manual's examples test them."""


def test_every_optional_key_has_a_scene() -> None:
    tested = Path(__file__).read_text("utf-8")

    assert {key for key in set(ClaimDraft.model_fields) - GIVEN if f"{key}: " not in tested} == set()
