"""`verify` finds nothing in a database that Tallywire wrote, and each kind of damage that a hand can do to it."""

import asyncio
import json
from pathlib import Path
from shutil import copyfile

import pytest

from adapters.files.topics import load_topics
from adapters.storage import Verified, verify_store
from bot.errors import StoreOutdated
from bot.model import Damage, Topic
from bot.views.soundness import REMEDIES, finding_lines
from tests.adapters.storage.files import ask
from tests.doubles.archives import fill

UNGUARDED = ("DROP TRIGGER ledger_no_update", "DROP TRIGGER ledger_no_delete", "DROP TRIGGER ledger_no_replace")
GUARDS = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a closed database that has been lived in, its topic beside it."""
    folder = tmp_path_factory.mktemp("archive")
    asyncio.run(fill(f"sqlite:///{folder}/ledger.db", folder))
    return folder / "ledger.db"


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    copyfile(archive, tmp_path / "copy.db")
    return tmp_path / "copy.db"


@pytest.fixture(scope="module")
def topics(archive: Path) -> dict[str, Topic]:
    return {topic.id: topic for topic in load_topics(archive.parent)}


async def verified(database: Path, topics: dict[str, Topic]) -> Verified:
    """Look a database over."""
    return await verify_store(f"sqlite:///{database}", topics)


def kinds(found: Verified) -> list[Damage]:
    """Return the kinds of damage found, each once."""
    return list(dict.fromkeys(finding.damage for finding in found.findings))


def harm(database: Path, *statements: str) -> None:
    """Change a database past all guards, and put those back."""
    guards = [str(sql) for (sql,) in ask(database, GUARDS)]
    ask(database, *UNGUARDED, "PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON", *statements, *guards)


def set_in(path: str, value: object) -> str:
    """Write a statement that changes the second entry's JSON in one place."""
    changed = f"json_set(entry, '$.{path}', json('{json.dumps(value)}'))"
    return f"UPDATE ledger SET entry = {changed} WHERE seq = 2"  # noqa: S608  the test's own words


async def test_a_database_that_tallywire_wrote_is_sound(archive: Path, topics: dict[str, Topic]) -> None:
    found = await verified(archive, topics)

    assert found.findings == ()
    assert found.unchecked == ()
    assert (found.entries, found.posts) >= (7, 5)
    rules = {str(rule) for (rule,) in ask(archive, "SELECT json_extract(entry, '$.verdict.rule') FROM ledger")}
    assert len(rules) >= 5, rules


DAMAGE: list[tuple[str, Damage, tuple[str, ...]]] = [
    ("another verdict", Damage.VERDICT, (set_in("verdict.kind", "stale"),)),
    ("another rule", Damage.VERDICT, (set_in("verdict.rule", "5 same source, another figure"),)),
    ("compared with nobody", Damage.REFERENCE, (set_in("verdict.against", ["NOBODY"]),)),
    ("another figure", Damage.QUOTE, (set_in("statement.figure.surface", "99"),)),
    ("another quote", Damage.QUOTE, (set_in("statement.quote", "Nobody died."),)),
    ("another source", Damage.SEAL, (set_in("statement.source", "agency"),)),
    ("another day", Damage.SEAL, (set_in("statement.as_of", "2020-01-01"),)),
    ("no seal", Damage.SEAL, ("UPDATE ledger SET seal = NULL WHERE seq = 2",)),
    ("an entry removed", Damage.GAP, ("DELETE FROM ledger WHERE seq = 2",)),
    ("the last entry removed", Damage.GAP, ("DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)",)),
    (
        "an entry copied",
        Damage.TWICE,
        (
            "CREATE TEMP TABLE twin AS SELECT * FROM ledger WHERE seq = 2",
            "UPDATE twin SET seq = 1000, id = 'COPY', entry = json_set(entry, '$.statement.id', 'COPY')",
            "INSERT INTO ledger SELECT * FROM twin",
        ),
    ),
    (
        "two entries change places",
        Damage.ORDER,
        (
            "UPDATE ledger SET seq = -1 WHERE seq = 2",
            "UPDATE ledger SET seq = 2 WHERE seq = 5",
            "UPDATE ledger SET seq = 5 WHERE seq = -1",
        ),
    ),
    ("another claim's column", Damage.COLUMNS, ("UPDATE ledger SET claim = 'x' WHERE seq = 2",)),
    ("another id", Damage.COLUMNS, ("UPDATE ledger SET id = 'XXXXXXXXXX' WHERE seq = 2",)),
    ("a broken entry", Damage.UNREADABLE, ("UPDATE ledger SET entry = substr(entry, 9) WHERE seq = 2",)),
    ("an entry of other bytes", Damage.UNREADABLE, ("UPDATE ledger SET entry = X'FFFE' WHERE seq = 2",)),
    ("a correction of nothing", Damage.REFERENCE, (set_in("corrects", "NOBODY"),)),
    ("an article removed", Damage.REFERENCE, ("DELETE FROM articles WHERE seq = (SELECT min(seq) FROM articles)",)),
    (
        "a version removed",
        Damage.REFERENCE,
        ("DELETE FROM articles WHERE (id, 2) IN (SELECT id, version FROM articles) AND version = 1",),
    ),
    ("a text altered", Damage.QUOTE, ("UPDATE articles SET text = replace(text, '24', '25')",)),
    ("an article that said nothing", Damage.MISREAD, ("UPDATE articles SET id = 'moved' WHERE seq = 1",)),
    ("another standing figure", Damage.FIGURES, ("UPDATE standing SET statement = (SELECT min(id) FROM ledger)",)),
    ("a standing figure lost", Damage.FIGURES, ("DELETE FROM standing",)),
    ("counts that are none", Damage.FIGURES, ("UPDATE folded SET counts = '{'",)),
    ("another outlet", Damage.FIGURES, ("UPDATE standing SET outlets = '[\"Nobody\"]'",)),
    ("news that is none", Damage.COLUMNS, ("UPDATE ledger SET news = NOT news WHERE seq = 2",)),
    ("a post in no state", Damage.OUTBOX, ("UPDATE posts SET state = 'lost' WHERE seq = 1",)),
    ("a post posted as nothing", Damage.OUTBOX, ("UPDATE posts SET message = NULL WHERE seq = 1",)),
    ("a post sent again", Damage.OUTBOX, ("UPDATE posts SET state = 'waiting' WHERE seq = 1",)),
    ("a post taken for ever", Damage.OUTBOX, ("UPDATE posts SET state = 'leased', posted_at = NULL WHERE seq = 1",)),
    ("a post broken", Damage.UNREADABLE, ("UPDATE posts SET post = '{' WHERE seq = 1",)),
    ("a post moved", Damage.COLUMNS, ("UPDATE posts SET channel = 'rival' WHERE seq = 1",)),
    (
        "a post that tells something else",
        Damage.ALERT,
        ("UPDATE posts SET post = json_set(post, '$.alerts[0].statement.figure.surface', '7') WHERE seq = 1",),
    ),
    ("a post that nobody finds", Damage.ALERT, ("DELETE FROM carried",)),
    (
        "an alert in two posts",
        Damage.DOUBLED,
        (
            "CREATE TEMP TABLE twin AS SELECT * FROM posts WHERE seq = 1",
            "UPDATE twin SET seq = 1000, key = 'again', post = json_set(post, '$.key', 'again')",
            "INSERT INTO posts SELECT * FROM twin",
            "CREATE TEMP TABLE shown AS SELECT * FROM carried WHERE key = (SELECT key FROM posts WHERE seq = 1)",
            "UPDATE shown SET key = 'again'",
            "INSERT INTO carried SELECT * FROM shown",
        ),
    ),
    ("a remark on nothing", Damage.REFERENCE, ("UPDATE remarks SET statement = 'NOBODY'",)),
    ("a feed removed", Damage.REFERENCE, ("DELETE FROM feeds",)),
    ("a recheck of nothing", Damage.REFERENCE, ("UPDATE rechecks SET article = 'nothing' WHERE rowid = 1",)),
    ("no index", Damage.SCHEMA, ("DROP INDEX ledger_claim",)),
    ("no column", Damage.SCHEMA, ("ALTER TABLE articles DROP COLUMN byline",)),
    ("no table", Damage.SCHEMA, ("DROP TABLE held",)),
]


@pytest.mark.parametrize(("wanted", "statements"), [line[1:] for line in DAMAGE], ids=[line[0] for line in DAMAGE])
async def test_damage_by_hand_is_found(
    copy: Path, topics: dict[str, Topic], wanted: Damage, statements: tuple[str, ...]
) -> None:
    harm(copy, *statements)

    found = await verified(copy, topics)

    assert wanted in kinds(found), found.findings
    told = "\n".join(finding_lines(found.findings, most=5))
    assert REMEDIES[wanted] in told


async def test_a_ledger_without_its_guards_is_told(copy: Path, topics: dict[str, Topic]) -> None:
    ask(copy, *UNGUARDED)

    assert kinds(await verified(copy, topics)) == [Damage.SCHEMA]


async def test_damaged_pages_are_told(copy: Path, topics: dict[str, Topic]) -> None:
    ask(copy, "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ledger_topic'")

    assert Damage.FILE in kinds(await verified(copy, topics))


async def test_what_no_topic_file_has_any_more_is_named_and_not_replayed(copy: Path) -> None:
    found = await verified(copy, {})

    assert found.findings == ()
    assert found.unchecked == ("storm",)


async def test_a_text_that_was_forgotten_is_no_damage(copy: Path, topics: dict[str, Topic]) -> None:
    ask(copy, "UPDATE articles SET text = ''")

    assert (await verified(copy, topics)).findings == ()


async def test_an_older_schema_is_upgraded_first(copy: Path, topics: dict[str, Topic]) -> None:
    ask(copy, "UPDATE alembic_version SET version_num = '0005'")

    with pytest.raises(StoreOutdated, match="db upgrade"):
        await verified(copy, topics)
