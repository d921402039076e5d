"""`tallywire ledger`: a topic's whole ledger out and in again, and a claim's series for a spreadsheet."""

import asyncio
import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.files.ledger_lines import load_ledger
from adapters.storage import open_store
from bot.cli.app import app
from bot.errors import ArticlesError, Misuse, UnknownName
from bot.model import ArticleRecord, Entry
from tests.doubles.archives import fill


class Desk:
    """A folder with settings, a topic and a database."""

    def __init__(self, folder: Path, topics: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.url = f"sqlite:///{folder}/ledger.db"
        self.config = folder / "tallywire.toml"
        self.config.write_text(f'[store]\nurl = "{self.url}"\n[topics]\ndir = "{topics}"\n', encoding="utf-8")

    def run(self, *words: str | Path) -> Result:
        """Run a command of the group."""
        return CliRunner().invoke(app, ["ledger", *map(str, words), "--config", str(self.config)])

    def ledger(self) -> Sequence[Entry]:
        """Return what is on record."""
        return asyncio.run(self._read())[0]

    def articles(self) -> Sequence[ArticleRecord]:
        """Return the articles on record."""
        return asyncio.run(self._read())[1]

    async def _read(self) -> tuple[Sequence[Entry], Sequence[ArticleRecord]]:
        async with open_store(self.url, exclusive=False) as store:
            return await store.entries("storm"), await store.articles(99)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Make a newsroom that has been lived in."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "topics").mkdir()
    desk = Desk(folder, folder / "topics")
    asyncio.run(fill(desk.url, folder / "topics"))
    return desk


@pytest.fixture
def other(archive: Desk, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "other", archive.config.parent / "topics")


def test_a_whole_ledger_makes_the_round_trip(archive: Desk, other: Desk, tmp_path: Path) -> None:
    out = archive.run("export", "storm", tmp_path / "storm.jsonl")
    assert out.exit_code == 0, out.output
    result = other.run("import", "storm", tmp_path / "storm.jsonl")

    assert result.exit_code == 0, result.output
    assert other.ledger() == archive.ledger()
    assert {record.article.title for record in other.articles()} == {
        record.article.title for record in archive.articles()
    }
    verified = CliRunner().invoke(app, ["db", "verify", "--config", str(other.config)])
    assert "no fault found" in verified.stdout, verified.output
    assert other.run("export", "storm", tmp_path / "again.jsonl").exit_code == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "storm.jsonl").read_bytes()


def test_the_texts_of_articles_stay_at_home(archive: Desk, tmp_path: Path) -> None:
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    assert {record.article.text for record in load_ledger(tmp_path / "storm.jsonl").articles} == {""}


def test_importing_twice_is_importing_once(archive: Desk, other: Desk, tmp_path: Path) -> None:
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    other.run("import", "storm", tmp_path / "storm.jsonl")
    again = other.run("import", "storm", tmp_path / "storm.jsonl")
    assert "0 entries taken in, 7 there already" in again.stdout
    assert other.ledger() == archive.ledger()


def test_a_ledger_that_went_on_here_is_not_mixed_with_another(archive: Desk, other: Desk, tmp_path: Path) -> None:
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    ledger = load_ledger(tmp_path / "storm.jsonl")

    async def go_another_way() -> None:
        async with open_store(other.url) as store, store.transaction() as transaction:
            await transaction.append([ledger.entries[1].__class__(**_fields(ledger.entries[0], corrects=None))])
            await transaction.append([_unlinked(ledger.entries[2])])

    asyncio.run(go_another_way())
    result = other.run("import", "storm", tmp_path / "storm.jsonl")
    assert isinstance(result.exception, Misuse)
    assert "goes another way" in str(result.exception)
    assert len(other.ledger()) == 2


def _fields(entry: Entry, **changed: object) -> dict[str, object]:
    return {"statement": entry.statement, "verdict": entry.verdict, "recorded": entry.recorded, **changed}


def _unlinked(entry: Entry) -> Entry:
    return Entry(statement=entry.statement, verdict=entry.verdict, recorded=entry.recorded)


Spoil = Callable[[list[str]], list[str]]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[1:], "its first line says nothing"),
        (lambda lines: lines[:-1], "is cut off"),
        (lambda lines: [lines[0].replace('"format": 1', '"format": 9'), *lines[1:]], "of format 9"),
        (lambda lines: [*lines[:-1], lines[-1].replace('"recorded"', '"recalled"')], "recorded"),
        (lambda lines: [*lines[:-1], "{"], "neither an article nor an entry"),
        (lambda lines: [*lines[:-1], lines[-2]], "comes twice"),
        (lambda lines: [*lines[:-1], lines[-1].replace('"topic":"storm"', '"topic":"flood"')], "of topic flood"),
        (lambda lines: [*lines[:7], *lines[8:], lines[7]], "does not come before it"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(
    archive: Desk, other: Desk, tmp_path: Path, spoil: Spoil, told: str
) -> None:
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    lines = (tmp_path / "storm.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "storm.jsonl").write_text("\n".join(spoil(lines)) + "\n", encoding="utf-8")

    result = other.run("import", "storm", tmp_path / "storm.jsonl")

    assert isinstance(result.exception, ArticlesError), result.output
    assert told in str(result.exception)
    assert not (other.config.parent / "ledger.db").exists()


def test_names_that_do_not_fit_are_told(archive: Desk, other: Desk, tmp_path: Path) -> None:
    assert isinstance(archive.run("export", "flood", tmp_path / "flood.jsonl").exception, UnknownName)
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    assert isinstance(archive.run("export", "storm", tmp_path / "storm.jsonl").exception, Misuse)
    assert "ledger of storm, not of flood" in str(other.run("import", "flood", tmp_path / "storm.jsonl").exception)


def test_a_claims_series_is_a_row_an_entry(archive: Desk, tmp_path: Path) -> None:
    result = archive.run("csv", "storm-dead")
    rows = list(csv.DictReader(StringIO(result.stdout)))

    assert [row["id"] for row in rows] == [entry.statement.id for entry in archive.ledger()]
    assert [row["value"] for row in rows][:3] == ["24", "90", "31"]
    assert "no" in {row["counts"] for row in rows}
    assert archive.run("csv", "storm-dead", "--out", tmp_path / "dead.csv").exit_code == 0
    assert (tmp_path / "dead.csv").read_text(encoding="utf-8") == result.stdout


def test_lines_are_json_each(archive: Desk, tmp_path: Path) -> None:
    archive.run("export", "storm", tmp_path / "storm.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "storm.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {"ledger": "storm", "format": 1, "articles": 6, "entries": 7}
    assert {next(iter(line)) for line in lines[1:]} == {"article", "entry"}
