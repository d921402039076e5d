"""A claim may be a question alone; a claim that gives its keys is left as it is."""

from pathlib import Path

import pytest

from adapters.files.document import read_document
from adapters.files.topic_defaults import filled
from adapters.files.topic_schema import KEYS, TopicDraft
from adapters.files.topics import load_topic, read_topic
from bot.model import Claim, Measure, Modality, Series

ROOT = Path(__file__).parents[3]
SHARED = ROOT / "../shared/events"


def load_claim(tmp_path: Path, claim: str) -> Claim:
    path = tmp_path / "storm.yaml"
    path.write_text(f"topic: storm\nplaces: {{coast: [North Coast]}}\nclaims:\n  - {{id: a, {claim}}}\n", "utf-8")
    return load_topic(path).claims[0]


def test_a_question_alone_is_a_claim(tmp_path: Path) -> None:
    claim = load_claim(tmp_path, "question: How many people were injured in North Coast?")

    assert {"people", "person"} <= set(claim.counts)
    assert {"injure", "hurt"} <= set(claim.event)
    assert (claim.place, claim.series, claim.measure, claim.unit) == (
        ("coast",),
        Series.CUMULATIVE,
        Measure.COUNT,
        "people",
    )


def test_a_unit_in_the_question_is_its_measure(tmp_path: Path) -> None:
    claim = load_claim(tmp_path, "question: How many square kilometres were flooded?")

    assert claim.measure is Measure.AREA


def test_a_given_key_stays_beside_an_inferred_one(tmp_path: Path) -> None:
    claim = load_claim(tmp_path, "question: How many people were injured?, series: stock, place: [coast], unit: souls")

    assert (claim.series, claim.place, claim.unit) == (Series.STOCK, ("coast",), "souls")
    assert claim.event


def test_a_claim_with_a_noun_keeps_no_event(tmp_path: Path) -> None:
    claim = load_claim(tmp_path, "question: How many people were injured in North Coast?, counts: [person]")

    assert (claim.counts, claim.event, claim.place, claim.series) == (("person",), (), (), Series.STOCK)


def test_a_plan_in_the_question_is_a_ceiling(tmp_path: Path) -> None:
    claim = load_claim(tmp_path, "question: How many people could be evacuated?")

    assert claim.series is Series.CEILING
    assert Modality.PLANNED_CEILING in claim.modality


def test_a_question_that_says_nothing_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "storm.yaml"
    path.write_text("topic: storm\nclaims:\n  - {id: a, question: Who was it?}\n", "utf-8")

    topic, faults = read_topic(path)

    assert topic is None
    assert [fault.key for fault in faults] == ["claims.0"]


TOPICS = sorted((ROOT / "seeds").rglob("topic*.yaml")) + sorted((ROOT / "seeds/topics").glob("*.yaml"))


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_topics_that_give_their_keys_are_not_changed(path: Path) -> None:
    assert changed(path) == []


def test_topics_of_other_desks_are_not_changed() -> None:
    if not SHARED.is_dir():
        pytest.skip("shared: labelled events are not beside the checkout")
    paths = sorted(SHARED.glob("*/topic.yaml"))
    assert {path.parent.name: changed(path) for path in paths} == {path.parent.name: [] for path in paths}


def changed(path: Path) -> list[str]:
    """Return the claims that give keys of their own and are read with others."""
    draft = TopicDraft.model_validate(read_document(path, KEYS).value)
    given = [claim for claim in draft.claims if claim.counts or claim.event]
    read = filled(draft).claims
    return [claim.id for claim in given if claim not in read]
