"""Rows as they are stored, read in pieces, whether they can be decoded or not."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, Select, Text, cast, type_coerce

from adapters.storage.faults import in_one_line

PIECE = 1_000
"""Rows read at once."""


def raw(column: ColumnElement[Any], connection: Connection) -> ColumnElement[Any]:
    """Select a column's stored text; SQLite would refuse a whole piece for one row that is no UTF-8."""
    return cast(column, LargeBinary) if connection.dialect.name == "sqlite" else type_coerce(column, Text)


def decoded(adapter: TypeAdapter[Any], stored: bytes | str | None) -> tuple[Any, str]:
    """Return the value of a JSON column, or None and why it cannot be read."""
    try:
        return adapter.validate_json(stored or b""), ""
    except ValidationError as error:
        return None, in_one_line(error)
    except UnicodeError as error:
        return None, str(error)


def text_of(stored: bytes | str | None) -> str:
    """Return stored text; what is no UTF-8 comes with marks in its place."""
    return stored.decode(errors="replace") if isinstance(stored, bytes) else stored or ""


def pieces(connection: Connection, rows: Select[Any], number: ColumnElement[int]) -> Iterator[list[Row[Any]]]:
    """Yield rows in order of a number that each has, some at a time; the first column is that number."""
    last = None
    while True:
        rest = rows if last is None else rows.where(number > last)
        piece = list(connection.execute(rest.order_by(number).limit(PIECE)).all())
        if piece:
            yield piece
            last = piece[-1][0]
        if len(piece) < PIECE:
            return
