"""A topic tried on articles tells what each claim caught, nearly caught, and what the gate refuses."""

from bot.analysis import watch
from bot.drafting.en import DRAFTING
from bot.drafting.trial import ClaimTrial, Trial, try_topic
from bot.model import Claim, Series, Source, Topic
from bot.reading.languages.en import LANGUAGE
from tests.bot.drafting.pile import FERRY, readings

DEAD = Claim(
    id="dead",
    title="Dead",
    question="How many died?",
    counts=("people", "person"),
    event=("die", "death toll"),
    series=Series.CUMULATIVE,
)
MISSING = Claim(id="missing", title="Missing", question="How many are missing?", counts=("people",), event=("missing",))


def topic(*claims: Claim, about: tuple[tuple[str, ...], ...] = ()) -> Topic:
    return Topic(
        id="lissa",
        title="The Lissa",
        language="en",
        about=about,
        places={"port-amal": ("Port Amal",)},
        sources=(Source(id="coast-guard", name="Coast guard", aliases=("coast guard",)),),
        claims=claims,
    )


def tried(topic: Topic, texts: tuple[str, ...] = FERRY) -> Trial:
    return try_topic(readings(texts), watch(topic, LANGUAGE), DRAFTING)


def of(trial: Trial, claim: str) -> ClaimTrial:
    return next(each for each in trial.claims if each.claim == claim)


def test_what_a_claim_catches_is_told_with_who_says_it() -> None:
    caught = of(tried(topic(DEAD, MISSING)), "dead").caught

    assert {(each.mention.figure.value, each.source) for each in caught} >= {(12, "coast-guard"), (19, "coast-guard")}


def test_a_claim_that_catches_nothing_is_told() -> None:
    fled = Claim(id="fled", title="Fled", question="How many fled?", counts=("goat",), event=("flee",))

    assert of(tried(topic(DEAD, fled)), "fled").caught == ()


def test_a_figure_that_the_topic_file_rules_out_is_a_near_miss_with_its_reason() -> None:
    placed = Claim(
        id="dead",
        title="Dead",
        question="How many died?",
        counts=("people",),
        event=("die",),
        place=("port-amal",),
        place_required=True,
    )
    near = of(tried(topic(placed), ("On Sunday 12 people died.",)), "dead").near

    assert [(each.mention.figure.value, each.why) for each in near] == [(12, "its place is not named")]


def test_a_noun_and_a_verb_that_a_claim_lacks_are_named() -> None:
    poor = Claim(id="dead", title="Dead", question="How many died?", counts=("sailor",), event=("die",), unit="sailors")
    trial = of(tried(topic(poor, MISSING), ("Rescuers said 12 pilgrims lost their lives and died.",)), "dead")

    assert (trial.caught, trial.nouns) == ((), ("pilgrim",))


def test_two_claims_with_the_same_words_contend() -> None:
    twin = Claim(
        id="dead-too", title="Dead", question="How many?", counts=DEAD.counts, event=DEAD.event, series=DEAD.series
    )
    contended = tried(topic(DEAD, twin)).contended

    assert sum(contended.values()) >= 1
    assert all(set(pair) == {"dead", "dead-too"} for pair in contended)


def test_an_article_that_the_gate_refuses_although_it_has_figures_is_named_with_the_list_it_lacks() -> None:
    trial = tried(topic(DEAD, about=(("ferry",), ("Kestorian",))))

    assert {(miss.article, miss.lacking) for miss in trial.gate_misses} == {("a0", (2,)), ("a1", (2,)), ("a3", (2,))}


def test_a_sink_tells_what_it_absorbs() -> None:
    sink = Claim(id="dead", title="Dead", question="?", counts=DEAD.counts, event=DEAD.event, sink=True)

    assert {each.mention.figure.value for each in of(tried(topic(sink)), "dead").caught} >= {12, 19}
