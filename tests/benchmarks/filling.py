"""A made ledger put into a database at once: the rows that judging, storing and folding leave, as `verify` proves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from operator import itemgetter
from typing import TypeVar

import psycopg
from pydantic import TypeAdapter
from sqlalchemy import Table, create_engine, insert

from adapters.storage import codec
from adapters.storage.codec import Values
from adapters.storage.standing_tables import FOLDED, STANDING
from adapters.storage.tables import ARTICLES, LEDGER, Stored
from bot.ledger.keeping import kept_from
from bot.ledger.printers import Printers
from bot.ledger.record import Record
from bot.model import Entry, Standing
from tests.benchmarks.made_ledger import STORY, MadeLedger, Told

PIECE = 5_000
_Value = TypeVar("_Value")
TEXTS: TypeAdapter[object] = TypeAdapter(object)

Put = Callable[[Table, list[Values]], None]


def fill(url: str, made: MadeLedger, rows: int) -> None:
    """Put so many entries into an empty database that has its schema, with their articles and what is kept of them."""
    with ExitStack() as open_one:
        put = on_postgres(url, open_one) if url.startswith("postgresql") else on_sqlite(url, open_one)
        for entries in pieces(made.grow(rows)):
            put(LEDGER, [codec.entry_values(entry) for entry in entries])
            put(ARTICLES, [codec.article_values(record) for record in made.articles])
            made.articles.clear()
        for claims in pieces(kept(made)):
            put(FOLDED, [folded for folded, _ in claims])
            put(STANDING, [line for _, lines in claims for line in lines])


def pieces(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Cut values into pieces."""
    left = iter(values)
    while piece := list(islice(left, PIECE)):
        yield piece


def on_sqlite(url: str, open_one: ExitStack) -> Put:
    """Insert in one transaction that does not wait for the disk."""
    engine = create_engine(url)
    connection = open_one.enter_context(engine.connect())
    connection.exec_driver_sql("PRAGMA synchronous = OFF")
    connection.exec_driver_sql("PRAGMA cache_size = -200000")
    open_one.callback(engine.dispose)
    open_one.callback(connection.commit)

    def put(table: Table, values: list[Values]) -> None:
        if values:
            connection.execute(insert(table), values)
            connection.commit()

    return put


def on_postgres(url: str, open_one: ExitStack) -> Put:
    """Copy, and let the planner know of it."""
    connection = open_one.enter_context(closing(psycopg.connect(url, autocommit=True)))
    open_one.callback(connection.execute, "VACUUM ANALYZE")

    def put(table: Table, values: list[Values]) -> None:
        if not values:
            return
        columns = list(values[0])
        row_of = itemgetter(*columns)
        names = ", ".join(f'"{column}"' for column in columns)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({names}) FROM STDIN".encode()) as copy,
        ):
            for value in values:
                copy.write_row([str(each) if isinstance(each, Stored) else each for each in row_of(value)])

    return put


def kept(made: MadeLedger) -> Iterator[tuple[Values, list[Values]]]:
    """Yield the rows of what is kept of each claim, the shortest ledgers first: each is how the story begins."""
    record, printers, length = Record(STORY), Printers(STORY), 0
    standing: Standing | None = None
    for key, told in sorted(made.told.items(), key=lambda item: len(item[1].ids)):
        if standing is None or len(told.ids) > length:
            record, printers = folded_on(record, printers, made.story, length, len(told.ids))
            length = len(told.ids)
            standing = kept_from(record, printers, "", made.story[length - 1])
        yield row_of(standing, made, key, told)


def folded_on(
    record: Record, printers: Printers, story: Sequence[Entry], start: int, end: int
) -> tuple[Record, Printers]:
    """Fold some entries more."""
    if any(entry.corrects is not None for entry in story[start:end]):
        return Record(STORY, story[:end]), Printers(STORY, story[:end])
    for entry in story[start:end]:
        record.add(entry)
        printers.add(entry)
    return record, printers


def row_of(standing: Standing, made: MadeLedger, key: tuple[int, int], told: Told) -> tuple[Values, list[Values]]:
    """Return the row of a claim, and those of its lines."""
    about = {"topic": f"topic-{key[0]}", "claim": f"claim-{key[1]}"}
    counts = stored(dict(standing.counts))
    folded = {**about, "rules": standing.rules, "last": told.ids[-1], "counts": counts}
    lines = [
        {
            **about,
            "source": line.source,
            "place": line.place,
            "statement": told.ids[made.places[line.statement.id]],
            "said_on": line.statement.as_of,
            "as_of": line.as_of,
            "outlets": stored(line.outlets),
        }
        for line in standing.lines
    ]
    return folded, lines


def stored(value: object) -> Stored:
    """Encode what a JSON column holds."""
    return Stored(TEXTS.dump_json(value).decode())
