"""`figures`, `history` and `why` on the command line, against a real database."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.storage import open_store
from bot.cli.app import app
from bot.errors import Failure, Misuse, UnknownName
from bot.ledger import Rule
from bot.model import Entry, Hedge, Kind
from tests.newsroom import DEAD, ESCAPED, entry, statement

TOPIC_FILE = """
topic: storm
title: The storm
about: [[storm]]
sources:
  ministry: {name: Northland government}
  guards: {name: Prison guards and unions}
claims:
  - {id: storm-dead, title: Storm dead, question: How many people did the storm kill?, counts: [people], event: [kill]}
  - id: escaped
    title: Harbour prison escapees
    question: How many inmates escaped from Harbour prison?
    counts: [inmate]
    event: [escape]
"""
Run = Callable[..., Result]


def a_ledger() -> list[Entry]:
    ministry = statement("around 120", 120, Hedge.ABOUT, claim=ESCAPED, source="ministry")
    guards = statement("at least 1,500", 1500, Hedge.AT_LEAST, claim=ESCAPED, source="guards")
    return [
        entry(ministry, Kind.FIRST, rule=Rule.FIRST),
        entry(guards, Kind.CONFLICT, ministry, rule=Rule.CONTRADICTED),
        entry(statement("31", 31, claim=DEAD, source=None), Kind.FIRST, rule=Rule.FIRST),
    ]


async def store(url: str, entries: Sequence[Entry]) -> None:
    async with open_store(url) as ledger, ledger.transaction() as transaction:
        await transaction.append(entries)


@pytest.fixture
def entries() -> list[Entry]:
    return a_ledger()


@pytest.fixture
def run(tmp_path: Path, entries: list[Entry]) -> Run:
    """Return a function that runs a command on a ledger with these entries."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics/storm.yaml").write_text(TOPIC_FILE, encoding="utf-8")
    config = tmp_path / "tallywire.toml"
    config.write_text('[store]\nurl = "sqlite:///ledger.db"\n[topics]\ndir = "topics"\n', encoding="utf-8")
    asyncio.run(store(f"sqlite:///{tmp_path / 'ledger.db'}", entries))
    return lambda *words: CliRunner().invoke(app, [*words, "--config", str(config)])


def test_figures_print_the_disputed_claim_first(run: Run) -> None:
    result = run("figures")
    assert result.exit_code == 0
    assert result.stdout.index("🔴 DISPUTED Harbour prison escapees") < result.stdout.index("Storm dead")


def test_figures_for_a_program_are_a_line_a_standing_figure(run: Run) -> None:
    lines = [json.loads(line) for line in run("figures", "storm", "--json").stdout.splitlines()]
    assert [(line["claim"], line["disputed"], line["figure"]["surface"], line["outlets"]) for line in lines] == [
        ("escaped", True, "around 120", ["Coast Herald"]),
        ("escaped", True, "at least 1,500", ["Coast Herald"]),
        ("storm-dead", False, "31", ["Coast Herald"]),
    ]


def test_history_prints_the_changes_and_draws_them(run: Run, tmp_path: Path) -> None:
    chart = tmp_path / "chart.png"
    result = run("history", "escaped", "--png", str(chart))
    assert "🔴 CONFLICT at least 1,500 (Prison guards and unions)" in result.stdout
    assert result.stdout.endswith(f"Chart: {chart}\n")
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_history_shows_as_many_changes_as_asked(run: Run) -> None:
    assert "1 earlier change not shown." in run("history", "escaped", "--last", "1").stdout


def test_history_for_a_program_is_a_line_an_entry(run: Run, entries: list[Entry]) -> None:
    lines = [json.loads(line) for line in run("history", "escaped", "--json").stdout.splitlines()]
    assert [(line["kind"], line["against"]) for line in lines] == [
        ("first", []),
        ("conflict", [entries[0].statement.id]),
    ]


def test_a_chart_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    result = run("history", "escaped", "--png", str(tmp_path / "none/chart.png"))
    assert isinstance(result.exception, Failure)
    assert "none/chart.png (No such file or directory). Name another file." in str(result.exception)


def test_why_takes_the_id_of_a_post(run: Run, entries: list[Entry]) -> None:
    result = run("why", f"#{entries[1].statement.id[:5]}")
    assert "Rule: A source new to this claim gives a figure that fits no standing one. (desk rule 6)" in result.stdout


def test_why_for_a_program_is_one_object(run: Run) -> None:
    line = json.loads(run("why", "escaped", "--json").stdout)
    assert (line["kind"], line["rule"], line["corrected_by"]) == ("conflict", Rule.CONTRADICTED, None)
    assert [against["surface"] for against in line["against"]] == ["around 120"]


@pytest.mark.parametrize("command", ["figures", "history", "why"])
def test_an_unknown_claim_is_misuse_and_says_what_may_be_meant(run: Run, command: str) -> None:
    error = run(command, "escapd").exception
    assert isinstance(error, UnknownName)
    assert isinstance(error, Misuse)
    assert "Did you mean escaped" in str(error)


def test_a_question_changes_nothing(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "ledger.db").read_bytes()
    run("figures")
    run("why", "escaped")
    assert (tmp_path / "ledger.db").read_bytes() == before
