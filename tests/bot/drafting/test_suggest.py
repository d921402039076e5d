"""A pile of articles becomes a topic: claims, places, sources and the words of the event."""

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.files.topic_draft import draft_text
from bot.drafting.en import DRAFTING
from bot.drafting.suggest import Draft, suggest
from bot.matching.gate import TopicGate
from bot.model import Series
from bot.reading.languages.en import LANGUAGE
from tests.bot.drafting.pile import FERRY, articles, readings


def drafted(texts: tuple[str, ...] = FERRY, most: int = 20) -> Draft:
    return suggest(readings(texts), "lissa", "The Lissa", DRAFTING, LANGUAGE, most)


def test_figures_that_recur_and_disagree_become_claims_with_all_that_was_said() -> None:
    draft = drafted()

    claims = {claim.id: claim for claim in draft.topic.claims}
    assert {"killed", "missing"} <= set(claims)
    assert claims["killed"].series is Series.CUMULATIVE
    assert {seen.number for seen in draft.seen["killed"]} >= {12, 19, 27}
    assert {seen.number for seen in draft.seen["missing"]} >= {40, 31, 29}


def test_the_most_disputed_claims_are_headline_claims() -> None:
    assert {claim.id for claim in drafted().topic.claims if claim.key} == {"killed", "missing"}


def test_every_claim_of_a_draft_catches_something() -> None:
    draft = drafted()

    assert all(draft.seen[claim.id] for claim in draft.topic.claims)


def test_one_speaker_named_in_two_ways_is_one_source() -> None:
    texts = (
        "Kestoria's interior ministry said 12 people had died.",
        "The Kestorian Interior Ministry said 12 people had died. The interior ministry said 9 people were missing.",
    )
    sources = drafted(texts).topic.sources

    assert sum("ministry" in source.name.lower() for source in sources) <= 2
    assert any("interior ministry" in alias.lower() for source in sources for alias in source.aliases)


def test_places_named_over_articles_are_places_of_the_topic() -> None:
    assert ("Port Amal",) in drafted().topic.places.values()


def test_the_gate_of_a_draft_lets_its_own_articles_pass() -> None:
    gate = TopicGate([drafted().topic], LANGUAGE.matching.inflection)

    assert all(gate.topics_of(article).topics for article in articles())


def test_plans_and_facts_are_two_claims() -> None:
    texts = (
        "Police moved 150 prisoners to Port Amal. Up to 7,000 prisoners could be moved.",
        "So far 150 prisoners were moved to Port Amal, and up to 7,000 prisoners could be moved, police said.",
    )
    claims = {claim.id: claim for claim in drafted(texts).topic.claims}

    assert claims["moved-planned"].series is Series.CEILING
    assert claims["moved"].series is Series.CUMULATIVE


def test_no_more_claims_are_proposed_than_asked_for() -> None:
    assert len(drafted(most=1).topic.claims) == 1


def test_articles_without_a_figure_give_no_claim() -> None:
    assert drafted(("The ferry sank.", "Nobody knows why.")).topic.claims == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=3))
def test_any_text_gives_a_draft(texts: list[str]) -> None:
    draft = drafted((*texts, *FERRY[:1]))

    assert draft_text(draft.topic, draft.seen).startswith("topic: lissa")
