"""Cues weighed against each other, and against answering none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.choose import CONFIDENT, Candidate, choose, likelihoods, telling, weigh

SCORES = st.floats(-60, 60)


def scored(*scores: float) -> list[Candidate]:
    return [Candidate(claim=f"c{number}", cues=(), score=score) for number, score in enumerate(scores)]


def sure(*scores: float) -> float:
    choice = choose(scored(*scores))
    assert choice is not None
    return choice.probability


def test_no_candidate_is_no_choice() -> None:
    assert choose([]) is None


@given(st.lists(SCORES, min_size=1, max_size=10))
def test_the_best_score_is_chosen_with_a_probability(scores: list[float]) -> None:
    choice = choose(scored(*scores))

    assert choice is not None
    assert choice.candidate.score == max(scores)
    assert 0.0 <= choice.probability <= 1.0


@given(best=st.floats(-10, 10), second=st.floats(-10, 10))
def test_a_claim_is_as_sure_in_a_topic_of_45_as_of_5(best: float, second: float) -> None:
    """Whatever the others weigh, as long as none of them comes second."""
    best, second = max(best, second), min(best, second)

    assert sure(best, second, *[second - 0.1] * 43) == sure(best, second, *[second - 9] * 3) == sure(best, second)


def test_a_runner_up_makes_unsure_and_so_does_answering_none() -> None:
    assert sure(3.0) > sure(3.0, 0.0) > sure(3.0, 2.9)
    assert sure(3.0, 3.0) < 0.5
    assert sure(-1.0) < sure(1.0)
    assert sure(0.0) == pytest.approx(0.5)


@given(st.lists(SCORES, min_size=1, max_size=10))
def test_every_claim_is_as_likely_as_it_would_be_chosen(scores: list[float]) -> None:
    """The best as likely as the choice says, and no other more."""
    likely, choice = likelihoods(scored(*scores)), choose(scored(*scores))

    assert choice is not None
    assert likely[choice.candidate.claim] == choice.probability == max(likely.values())


def test_what_is_well_told_is_taken_and_what_is_not_is_left() -> None:
    assert sure(2.0, 0.5) > CONFIDENT
    assert sure(-0.5) < CONFIDENT


def test_a_candidates_score_is_the_sum_of_its_cues_and_an_unknown_cue_is_worth_nothing() -> None:
    weighed = weigh("dead", ("noun", "event", "new"), {"noun": 1.5, "event": -0.25})

    assert (weighed.claim, weighed.score) == ("dead", 1.25)


def test_a_person_is_told_the_cues_that_weighed_most_first() -> None:
    weights = {"noun": 1.5, "event": -2.25, "size": 0.01}
    weighed = weigh("dead", ("noun", "size", "event"), weights)

    assert telling(weighed, weights, 2) == ("event -2.2", "noun +1.5")


def test_no_score_is_too_large_to_weigh() -> None:
    assert sure(-1e9) == pytest.approx(0.0, abs=1e-9)
    assert sure(1e9, -1e9) == pytest.approx(1.0)
