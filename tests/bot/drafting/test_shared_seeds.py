"""On the five seed articles a draft finds most labelled claims with no hand work."""

from pathlib import Path

import pytest

from tools.score_suggest import score

SEEDS = Path(__file__).parents[3] / "../shared/seeds"
LEAST = 12
"""Of 19 labelled claims: the floor that topics are to reach unaided."""


def test_a_draft_of_the_seed_articles_finds_at_least_twelve_labelled_claims() -> None:
    if not SEEDS.is_dir():
        pytest.skip("shared: the seed articles are not beside the checkout")
    scored = score(SEEDS, most=20)

    assert len(scored.found) >= LEAST, scored
    assert "shaddadi-escaped" in scored.found
