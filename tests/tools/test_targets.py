"""A row says in words whether its target is reached."""

import pytest

from tools.targets import Row, Target


@pytest.mark.parametrize(
    ("rate", "target", "verdict"),
    [
        (0.9, None, ""),
        (None, Target(0.8), "not measured"),
        (0.79, Target(0.8), "not reached"),
        (0.8, Target(0.8), "reached"),
        (0.8, Target(0.8, 0.9), "floor reached"),
        (0.9, Target(0.8, 0.9), "goal reached"),
        (0.09, Target(0.1, at_most=True), "reached"),
        (0.11, Target(0.1, at_most=True), "not reached"),
    ],
)
def test_floor_and_goal_are_reached_by_being_no_worse(rate: float | None, target: Target | None, verdict: str) -> None:
    row = Row(what="statements P", rate=rate, target=target)

    assert row.verdict == row.as_json()["verdict"] == verdict
