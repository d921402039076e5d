"""Statements are few, so that what connections keep of them stays small."""

import pytest

from adapters.storage.connection import CHUNK, chunks


@pytest.mark.parametrize(
    ("ids", "sizes"), [(0, []), (1, [1]), (3, [4]), (8, [8]), (700, [CHUNK]), (CHUNK + 5, [CHUNK, 8])]
)
def test_ids_are_asked_for_in_pieces_of_few_sizes(ids: int, sizes: list[int]) -> None:
    asked = [f"id {number}" for number in range(ids)]
    pieces = list(chunks(asked * 2))
    assert [len(piece) for piece in pieces] == sizes
    assert list(dict.fromkeys(each for piece in pieces for each in piece)) == asked
