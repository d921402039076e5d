"""Values survive the way to a row and back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy.dialects import sqlite

from adapters.storage.tables import Json, UtcTime
from bot.model import Entry, Figure, Statement
from tests.newsroom import entry, statement

DIALECT = sqlite.dialect()
ENTRY = Json(TypeAdapter(Entry))

numbers = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(timezones=offsets, min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1))  # noqa: DTZ001  hypothesis adds the zone
figures = st.builds(Figure, value=numbers, low=numbers, high=numbers)
statements = st.builds(Statement, figure=figures, published=times)
entries = st.builds(Entry, statement=statements, recorded=times)


@given(entries)
def test_any_entry_comes_back_as_it_was(written: Entry) -> None:
    read = ENTRY.process_result_value(ENTRY.process_bind_param(written, DIALECT), DIALECT)

    assert read == written


@pytest.mark.parametrize("value", [120, 120.0, 0.1, 10**30])
def test_a_number_keeps_its_kind(value: float) -> None:
    """`120` prints without a point, `120.0` with one."""
    read = ENTRY.process_result_value(ENTRY.process_bind_param(entry(statement("120", value)), DIALECT), DIALECT)

    assert repr(read.statement.figure.value) == repr(value)


@given(st.none() | times)
def test_any_aware_time_comes_back_as_the_same_instant_in_utc(written: datetime | None) -> None:
    column = UtcTime()
    kept = column.process_bind_param(written, DIALECT)
    read = column.process_result_value(kept.replace(tzinfo=None) if kept else None, DIALECT)

    assert read == written
    assert read is None or read.tzinfo is UTC


def test_a_naive_time_is_refused() -> None:
    naive = datetime(2026, 1, 20, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="aware"):
        UtcTime().process_bind_param(naive, DIALECT)
