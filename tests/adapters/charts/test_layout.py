"""Labels, points and marks find places of their own."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.charts.layout import Box, dodge, spread


@given(st.lists(st.floats(-500, 1500), max_size=20), st.floats(5, 60))
def test_labels_never_overlap_keep_their_order_and_stay_inside(wanted: list[float], height: float) -> None:
    middles = spread(wanted, height, 0, 500)
    room = min(height, 500 / len(wanted)) if wanted else height
    ordered = sorted(zip(wanted, middles, strict=True))
    assert all(b - a >= room - 1e-6 for (_, a), (_, b) in pairwise(sorted(ordered, key=lambda pair: pair[1])))
    assert all(room / 2 - 1e-6 <= middle <= 500 - room / 2 + 1e-6 for middle in middles)
    assert all(a[1] <= b[1] for a, b in pairwise(ordered) if a[0] < b[0])


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert spread([300.0, 100.0, 200.0], 30, 0, 500) == [300.0, 100.0, 200.0]


def test_labels_of_one_height_share_the_way_aside() -> None:
    assert spread([100.0, 100.0], 30, 0, 500) == [85.0, 115.0]


@pytest.mark.parametrize(
    ("taken", "place"),
    [([], 0), ([Box(0, 0, 10, 10)], 12), ([Box(0, 0, 10, 10), Box(12, 0, 22, 10)], 24), ([Box(10, 0, 20, 10)], 0)],
)
def test_a_box_goes_to_the_first_free_place(taken: list[Box], place: float) -> None:
    assert dodge(Box(0, 0, 10, 10), taken, (12, 0), 5).left == place


def test_a_box_without_a_free_place_stays() -> None:
    assert dodge(Box(0, 0, 10, 10), [Box(-100, -100, 100, 100)], (12, 0), 3).left == 0
