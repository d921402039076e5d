"""What claims' ledgers come to, kept beside the ledger on a database."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from adapters.storage.codec import Values
from adapters.storage.connection import Guarded, chunks
from adapters.storage.standing_tables import FOLDED, STANDING
from adapters.storage.tables import LEDGER
from bot.model import Standing, StandingLine


async def keep(db: Guarded, topic: str, standings: Sequence[Standing]) -> None:
    """Keep what the ledgers of a topic's claims come to; changes to what is not there change nothing."""
    await _replace(db, topic, [standing for standing in standings if standing.after is None])
    for standing in standings:
        if standing.after is not None:
            await _change(db, standing, standing.after)


async def _replace(db: Guarded, topic: str, standings: Sequence[Standing]) -> None:
    for some in chunks([standing.claim for standing in standings]):
        await db.write(delete(FOLDED).where(FOLDED.c.topic == topic, FOLDED.c.claim.in_(some)))
        await db.write(delete(STANDING).where(STANDING.c.topic == topic, STANDING.c.claim.in_(some)))
    await db.write(insert(FOLDED), [_claim(standing) | _folded(standing) for standing in standings])
    await db.write(insert(STANDING), [_line_values(each, line) for each in standings for line in each.lines])


async def _change(db: Guarded, standing: Standing, after: str) -> None:
    key = _claim(standing)
    there = update(FOLDED).filter_by(**key, rules=standing.rules, last=after).values(_folded(standing))
    if await db.write(there):
        for line in standing.lines:
            values = _line_values(standing, line)
            name = {column: values.pop(column) for column in ("topic", "claim", "source")}
            await db.put(STANDING, name, values)


async def kept(db: Guarded, topic: str, claims: Collection[str], without: Collection[str]) -> Mapping[str, Standing]:
    """Return what is kept of claims' whole ledgers."""
    found: dict[str, Standing] = {}
    for some in chunks(claims):
        found |= await _folded_whole(db, topic, some)
        for claim in await _unheard(db, topic, [claim for claim in some if claim not in found]):
            found[claim] = Standing(topic=topic, claim=claim, counts={})
    for claim in await _with_one_of(db, topic, without):
        found.pop(claim, None)
    lines: defaultdict[str, list[StandingLine]] = defaultdict(list)
    for some in chunks([claim for claim, standing in found.items() if standing.last]):
        for row in await db.rows(_LINES.where(STANDING.c.topic == topic, STANDING.c.claim.in_(some))):
            lines[row.claim].append(_line(row))
    return {claim: replace(standing, lines=tuple(lines[claim])) for claim, standing in found.items()}


async def behind(db: Guarded, topic: str, rules: Mapping[str, str]) -> frozenset[str]:
    """Return the claims of whose whole ledger nothing is kept by these rules."""
    found: set[str] = set()
    for some in chunks(rules):
        folded = await _folded_whole(db, topic, some)
        left = [claim for claim in some if claim not in folded or folded[claim].rules != rules[claim]]
        found |= {*left} - {*await _unheard(db, topic, left)}
    return frozenset(found)


async def folded(db: Guarded, topic: str, claim: str) -> Standing | None:
    """Return what is kept of a claim's whole ledger, without the lines."""
    found = (await _folded_whole(db, topic, [claim])).get(claim)
    if found is None and await _unheard(db, topic, [claim]):
        return Standing(topic=topic, claim=claim, counts={})
    return found


async def _folded_whole(db: Guarded, topic: str, claims: Collection[str]) -> dict[str, Standing]:
    """Return what is kept up to the last entry of the ledger, without the lines."""
    newest = (
        select(LEDGER.c.id)
        .where(LEDGER.c.topic == FOLDED.c.topic, LEDGER.c.claim == FOLDED.c.claim)
        .order_by(LEDGER.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(FOLDED, newest.label("newest")).where(FOLDED.c.topic == topic, FOLDED.c.claim.in_(claims))
    return {
        row.claim: Standing(topic=topic, claim=row.claim, rules=row.rules, last=row.last, counts=row.counts)
        for row in await db.rows(asked)
        if row.last == row.newest
    }


async def _unheard(db: Guarded, topic: str, claims: Sequence[str]) -> Sequence[str]:
    """Return the claims with an empty ledger."""
    if not claims:
        return ()
    told = select(LEDGER.c.claim).where(LEDGER.c.topic == topic, LEDGER.c.claim.in_(claims)).distinct()
    heard = {row.claim for row in await db.rows(told)}
    return [claim for claim in claims if claim not in heard]


async def _with_one_of(db: Guarded, topic: str, statements: Collection[str]) -> set[str]:
    """Return the claims on which one of the statements is."""
    found: set[str] = set()
    for some in chunks(statements):
        on = select(LEDGER.c.claim).where(LEDGER.c.id.in_(some), LEDGER.c.topic == topic).distinct()
        found |= {row.claim for row in await db.rows(on)}
    return found


_LINES = (
    select(STANDING, LEDGER.c.entry)
    .join(LEDGER, LEDGER.c.id == STANDING.c.statement)
    .order_by(STANDING.c.claim, STANDING.c.place)
)


def _claim(standing: Standing) -> Values:
    return {"topic": standing.topic, "claim": standing.claim}


def _folded(standing: Standing) -> Values:
    return {"rules": standing.rules, "last": standing.last, "counts": standing.counts}


def _line_values(standing: Standing, line: StandingLine) -> Values:
    return {
        **_claim(standing),
        "source": line.source,
        "place": line.place,
        "statement": line.statement.id,
        "said_on": line.statement.as_of,
        "as_of": line.as_of,
        "outlets": line.outlets,
    }


def _line(row: Row[Any]) -> StandingLine:
    statement = row.entry.statement
    return StandingLine(
        source=row.source,
        place=row.place,
        statement=statement if statement.as_of == row.said_on else replace(statement, as_of=row.said_on),
        as_of=row.as_of,
        outlets=row.outlets,
    )
