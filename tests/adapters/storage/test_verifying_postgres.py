"""`verify` on PostgreSQL: nothing in a sound database, and the damage that a hand can do there too."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.files.topics import load_topics
from adapters.storage import Verified, verify_store
from bot.model import Damage, Topic
from tests.doubles.archives import fill
from tests.doubles.postgres import PostgresServer

ENTRY = "UPDATE ledger SET entry = replace(entry, '{}', '{}') WHERE seq = 2"
DAMAGE: list[tuple[str, Damage, str]] = [
    ("another verdict", Damage.VERDICT, ENTRY.format('"kind":"conflict"', '"kind":"stale"')),
    (
        "compared with nobody",
        Damage.REFERENCE,
        "UPDATE ledger SET entry = replace(entry, (SELECT id FROM ledger WHERE seq = 1), 'NOBODY') WHERE seq = 2",
    ),
    ("another figure", Damage.QUOTE, ENTRY.format('"surface":"90"', '"surface":"99"')),
    ("another outlet", Damage.SEAL, ENTRY.format('"outlet":"post"', '"outlet":"star"')),
    ("an entry removed", Damage.REFERENCE, "DELETE FROM ledger WHERE seq = 1"),
    ("a column altered", Damage.COLUMNS, "UPDATE ledger SET claim = 'x' WHERE seq = 2"),
    ("a broken entry", Damage.UNREADABLE, "UPDATE ledger SET entry = '{' WHERE seq = 2"),
    ("an article removed", Damage.REFERENCE, "DELETE FROM articles WHERE seq = 1"),
    ("a text altered", Damage.QUOTE, "UPDATE articles SET text = replace(text, '24', '25')"),
    ("a post sent again", Damage.OUTBOX, "UPDATE posts SET state = 'waiting' WHERE seq = 1"),
    ("a post that nobody finds", Damage.ALERT, "DELETE FROM carried"),
    ("no index", Damage.SCHEMA, "DROP INDEX ledger_claim"),
    ("no guard", Damage.SCHEMA, "DROP TRIGGER ledger_no_change ON ledger"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def topics(archive: str, folder: Path) -> dict[str, Topic]:
    assert archive
    return {topic.id: topic for topic in load_topics(folder)}


@pytest.fixture(scope="module")
def archive(postgres: PostgresServer, postgres_template: str, folder: Path) -> str:
    """Make a database that has been lived in, and return its name."""
    name = postgres.make(postgres_template)
    asyncio.run(fill(postgres.url(name), folder))
    return name


@pytest.fixture
def copy(postgres: PostgresServer, archive: str) -> Iterator[str]:
    name = postgres.make(archive)
    yield name
    postgres.drop(name)


async def kinds(server: PostgresServer, database: str, topics: dict[str, Topic]) -> list[Damage]:
    """Look a database over; return the kinds of damage found."""
    found: Verified = await verify_store(server.url(database), topics)
    assert found.entries
    return [finding.damage for finding in found.findings]


async def test_a_database_that_tallywire_wrote_is_sound(
    postgres: PostgresServer, archive: str, topics: dict[str, Topic]
) -> None:
    assert await kinds(postgres, archive, topics) == []


@pytest.mark.parametrize(("wanted", "statement"), [line[1:] for line in DAMAGE], ids=[line[0] for line in DAMAGE])
async def test_damage_by_hand_is_found(
    postgres: PostgresServer, copy: str, topics: dict[str, Topic], wanted: Damage, statement: str
) -> None:
    postgres.run("ALTER TABLE ledger DISABLE TRIGGER USER", copy)
    postgres.run("ALTER TABLE ledger DROP CONSTRAINT ledger_corrects", copy)
    postgres.run(statement, copy)
    postgres.run("ALTER TABLE ledger ENABLE TRIGGER USER", copy)

    assert wanted in await kinds(postgres, copy, topics)
