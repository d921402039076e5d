"""Whatever is wrong with what Tallywire is given, it says so in a sentence that names the thing and what to do."""

import asyncio
import json
import re
import shlex
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from adapters.storage import inspect_store, open_store, upgrade_store
from adapters.storage.lock import FileLock
from bot.cli.app import main
from tests.doubles.feeds import Changing, answering, rss_item, served
from tests.doubles.newsdesk import STORM, Newsdesk, killed
from tests.newsroom import entry, statement
from tests.records import write
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
MISUSE, FAILURE = 2, 1
ARTICLE = {"id": "a1", "url": "https://e.example/1", "outlet": "Herald", "published": "2026-01-20", "title": "Storm"}
TEXT = killed(24)
Ended = tuple[int, str]
"""Exit code, and all that was said: nothing is told of articles when something is wrong with them."""
Tallywire = Callable[..., Ended]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsdesk:
    """Return a newsroom on disk, in whose folder all commands are started."""
    made = Newsdesk(tmp_path)
    made.configure("127.0.0.1:9", "/coast")
    (tmp_path / "articles.jsonl").write_text(json.dumps(ARTICLE | {"text": TEXT}), encoding="utf-8")
    (tmp_path / "storm.yaml").write_text(STORM, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def tallywire(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tallywire:
    """Return a function that starts the command as its console script does; anything but an exit is a traceback."""
    assert desk.config.exists()

    def started(*words: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["tallywire", *words])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out + printed.err

    return started


def with_config(command: str) -> list[str]:
    return [*command.split(), "--config", "tallywire.toml"]


def with_topic(command: str) -> list[str]:
    return [command, "--topic", "storm.yaml", "articles.jsonl"]


async def ledger(desk: Newsdesk, *values: int) -> None:
    """Make a ledger with these values."""
    async with open_store(desk.url) as store:
        await write(store, *(entry(statement(str(value), value)) for value in values))


async def recorded(desk: Newsdesk) -> list[int | float | None]:
    async with open_store(desk.url, exclusive=False) as store:
        return [each.statement.figure.value for each in await store.entries("storm")]


# ---- A broken topic file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("topic: storm\nclaims:\n  - {id: dead, question: How many?, count: person}\n", r"storm\.yaml:3: claims\.0"),
        ("topic: storm\nclaims: 7\n", r"storm\.yaml:2: claims: "),
        ("topic: [storm\n", r"storm\.yaml:\d"),
        ("", r"storm\.yaml"),
        ("\x00\x01\x02", r"storm\.yaml"),
    ],
)
@pytest.mark.parametrize("command", [with_topic("read"), with_topic("replay"), ["topic", "check", "storm.yaml"]])
def test_a_broken_topic_file(tallywire: Tallywire, desk: Newsdesk, command: list[str], text: str, named: str) -> None:
    (desk.folder / "storm.yaml").write_text(text, encoding="utf-8")

    code, heard = tallywire(*command)

    assert code == MISUSE
    assert re.search(named, heard)


def test_all_faults_of_a_topic_file_are_told_at_once(tallywire: Tallywire, desk: Newsdesk) -> None:
    claims = "claims:\n  - {id: dead, question: How many?, series: rising}\n  - {id: hurt, key: perhaps}\n"
    (desk.folder / "storm.yaml").write_text(f"topic: storm\nlanguage: xx\n{claims}", encoding="utf-8")

    code, heard = tallywire(*with_topic("read"))

    assert code == MISUSE
    assert all(words in heard for words in ("language", "claims.0.series", "claims.1.key", "claims.1.question"))


@pytest.mark.parametrize("command", ["run", "figures", "history dead", "why dead"])
def test_a_broken_topic_in_the_folder_of_topics(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    asyncio.run(ledger(desk, 24))
    (desk.folder / "topics/storm.yaml").write_text("topic: storm\nclaims: 7\n", encoding="utf-8")

    code, heard = tallywire(*with_config(command))

    assert code == MISUSE
    assert "storm.yaml:2: claims" in heard
    assert asyncio.run(recorded(desk)) == [24]


# ---- Broken settings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "db upgrade", "db check", "figures", "history dead", "why dead"])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[store]\nurl = "nowhere"\n[fetch]\ntimeout = -1\n', ("tallywire.toml", "store.url", "fetch.timeout")),
        ("[store\n", ("tallywire.toml:1",)),
        ('[shop]\nurl = "x"\n', ("tallywire.toml", "shop")),
    ],
)
def test_broken_settings(tallywire: Tallywire, desk: Newsdesk, command: str, text: str, named: tuple[str, ...]) -> None:
    desk.config.write_text(text, encoding="utf-8")

    code, heard = tallywire(*with_config(command))

    assert code == MISUSE
    assert all(words in heard for words in named)
    assert not Path(desk.url.removeprefix("sqlite:///")).exists()


def test_a_settings_file_that_is_not_there(tallywire: Tallywire) -> None:
    code, heard = tallywire("run", "--config", "talywire.toml")

    assert code == MISUSE
    assert "talywire.toml" in heard


def test_broken_settings_in_the_environment(tallywire: Tallywire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYWIRE_FETCH_TIMEOUT", "soon")

    code, heard = tallywire(*with_config("run"))

    assert code == MISUSE
    assert "TALLYWIRE_FETCH_TIMEOUT" in heard


def test_a_broken_list_of_feeds(tallywire: Tallywire, desk: Newsdesk) -> None:
    (desk.folder / "feeds.toml").write_text('[[feeds]]\nurl = "coast"\n', encoding="utf-8")

    code, heard = tallywire(*with_config("run"))

    assert code == MISUSE
    assert "feeds.toml" in heard
    assert "outlet" in heard


# ---- An unreadable article, an empty folder --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"id": "a1", "outlet"', "articles.jsonl:1: is no JSON"),
        (b'{"id": "a1"}', "articles.jsonl:1: has no "),
        (b"[1, 2]", "articles.jsonl:1: is no article; write one object a line with "),
        (b"\xff\xfe\x00", "articles.jsonl:1: byte 1 is not UTF-8; save the file as UTF-8"),
        (b"\n\n", "articles.jsonl: holds no article; give .jsonl files with one article a line"),
        (b"", "articles.jsonl: holds no article; give .jsonl files with one article a line"),
        (json.dumps(ARTICLE | {"text": TEXT, "published": "soon"}).encode(), "articles.jsonl:1: published"),
        (json.dumps(ARTICLE | {"text": 7}).encode(), "articles.jsonl:1: text should be text, not 7"),
        (json.dumps(ARTICLE | {"text": TEXT}).encode() * 2, "articles.jsonl:1: is no JSON"),
        (b"[" * 9000, "articles.jsonl:1: is no JSON"),
    ],
)
@pytest.mark.parametrize("command", [with_topic("read"), with_topic("replay"), ["read", "articles.jsonl"]])
def test_an_unreadable_article(
    tallywire: Tallywire, desk: Newsdesk, command: list[str], content: bytes, sentence: str
) -> None:
    (desk.folder / "articles.jsonl").write_bytes(content)

    code, heard = tallywire(*command)

    assert code == MISUSE
    assert sentence in heard


@pytest.mark.parametrize("command", [["read"], ["replay", "--topic", "storm.yaml"]])
def test_an_empty_folder_of_articles(tallywire: Tallywire, command: list[str]) -> None:
    code, heard = tallywire(*command, "empty")

    assert code == MISUSE
    assert heard == "tallywire: empty: holds no article; give .jsonl files with one article a line, or .txt files.\n"


def test_an_empty_folder_of_topics(tallywire: Tallywire, desk: Newsdesk) -> None:
    (desk.folder / "topics/storm.yaml").unlink()

    code, heard = tallywire(*with_config("run"))

    assert code == MISUSE
    assert "topics: holds no topic file; write one as docs/topics.md shows" in heard


def test_an_empty_label_file(tallywire: Tallywire, desk: Newsdesk) -> None:
    (desk.folder / "labels.jsonl").touch()

    code, heard = tallywire("evaluate", "--topic", "storm.yaml", "--labels", "labels.jsonl", "articles.jsonl")

    assert (code, heard) == (
        MISUSE,
        "tallywire: labels.jsonl: holds no label; a labelled figure a line is wanted\n",
    )


@pytest.mark.parametrize(
    "command", [["read", "--topic", "empty", "articles.jsonl"], ["read", "storm.yaml"], ["read", "none.jsonl"]]
)
def test_a_thing_of_the_wrong_kind(tallywire: Tallywire, command: list[str]) -> None:
    code, heard = tallywire(*command)

    assert code == MISUSE
    assert any(name in heard for name in ("empty", "storm.yaml", "none.jsonl"))


# ---- An unknown claim ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["figures storm storm-deed", "history storm-deed", "why storm-deed"])
def test_an_unknown_claim(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    asyncio.run(ledger(desk, 24))

    code, heard = tallywire(*with_config(command))

    assert code == MISUSE
    assert "storm-deed" in heard
    assert "storm-dead" in heard


def test_an_unknown_topic(tallywire: Tallywire, desk: Newsdesk) -> None:
    asyncio.run(ledger(desk, 24))

    code, heard = tallywire(*with_config("figures gale"))

    assert code == MISUSE
    assert "gale" in heard


@pytest.mark.parametrize("words", [[], ["red"], ["read"], ["read", "--what"], ["why"], ["db", "drop"]])
def test_a_slip_of_the_keyboard(tallywire: Tallywire, words: list[str]) -> None:
    assert tallywire(*words)[0] == MISUSE


# ---- A database that is locked, damaged, missing, or full ------------------------------------------------------------

CHANGING = ("run", "db upgrade")
LOOKING = ("db check", "figures", "history storm-dead", "why storm-dead")


@pytest.mark.parametrize("command", CHANGING)
def test_a_locked_database(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    asyncio.run(ledger(desk, 24))
    held = FileLock.acquire(desk.folder / "ledger.db")

    code, heard = tallywire(*with_config(command))

    held.release()
    assert code == FAILURE
    assert re.search(r"Another Tallywire .*ledger\.db: stop it first, or give this one a file of its own", heard)
    assert asyncio.run(recorded(desk)) == [24]


@pytest.mark.parametrize("command", [*CHANGING, *LOOKING])
def test_a_database_that_a_program_locks_which_knows_nothing_of_us(
    tallywire: Tallywire, desk: Newsdesk, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(ledger(desk, 24))
    for opening in (open_store, upgrade_store, inspect_store):
        patience = getattr(opening, "__wrapped__", opening).__kwdefaults__
        monkeypatch.setitem(patience, "busy_timeout", 0.05)

    with closing(sqlite3.connect(desk.folder / "ledger.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        code, heard = tallywire(*with_config(command))

    assert code == FAILURE
    assert "ledger.db is locked by another process: stop that process, or try again when it is done" in heard
    assert asyncio.run(recorded(desk)) == [24]


@pytest.mark.parametrize("command", [*CHANGING, *LOOKING])
def test_a_file_that_is_no_database(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    (desk.folder / "ledger.db").write_bytes(b"no database at all" * 500)

    code, heard = tallywire(*with_config(command))

    assert code == FAILURE
    assert "ledger.db is no database: choose another file in [store] url, or put back a backup" in heard
    assert (desk.folder / "ledger.db").read_bytes() == b"no database at all" * 500


@pytest.mark.parametrize("command", LOOKING)
def test_a_damaged_database(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    asyncio.run(ledger(desk, *range(24, 124)))
    path = desk.folder / "ledger.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    path.write_bytes(content)

    code, heard = tallywire(*with_config(command))

    assert code == FAILURE
    assert "ledger.db is damaged" in heard
    assert "backup" in heard
    assert path.read_bytes() == content


@pytest.mark.parametrize("command", LOOKING)
def test_a_database_that_is_not_there(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    code, heard = tallywire(*with_config(command))

    assert code == FAILURE
    assert "ledger.db: `tallywire run` makes it, or name another in [store] url" in heard
    assert not (desk.folder / "ledger.db").exists()


@pytest.mark.parametrize("command", CHANGING)
def test_a_database_whose_folder_is_not_there(tallywire: Tallywire, desk: Newsdesk, command: str) -> None:
    desk.config.write_text(desk.config.read_text().replace("/ledger.db", "/none/ledger.db"))

    code, heard = tallywire(*with_config(command))

    assert code == FAILURE
    assert "none/ledger.db" in heard


async def test_a_disk_that_takes_no_more(desk: Newsdesk) -> None:
    """A limit on the size of files stands for the full disk: setting it needs no rights."""
    await ledger(desk, *range(24, 124))
    words = f"ulimit -f 1; exec {shlex.quote(sys.executable)} -m bot run --config {shlex.quote(str(desk.config))}"
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", words, cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )

    async with asyncio.timeout(PATIENCE):
        _, heard = await process.communicate()

    assert process.returncode == FAILURE
    (sentence,) = heard.decode().splitlines()
    assert re.search(r"ledger\.db .*: (check the disk|free some disk space)", sentence)
    assert await recorded(desk) == list(range(24, 124))


def test_a_chart_for_which_there_is_no_room(tallywire: Tallywire, desk: Newsdesk) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    asyncio.run(ledger(desk, 24))

    code, heard = tallywire(*with_config("history storm-dead --png /dev/full"))

    assert code == FAILURE
    assert "/dev/full" in heard


# ---- A feed that is no feed ------------------------------------------------------------------------------------------


async def test_a_feed_that_is_a_page(desk: Newsdesk) -> None:
    """It is told with its address, and holds up no other feed."""
    page = answering("<!doctype html><html><body><h1>Welcome</h1></body></html>", Content_Type="text/html")
    async with served({"/page": page, "/coast": Changing(rss_item("a", TEXT)).answer}) as host:
        desk.configure(host, "/page", "/coast")
        words = (sys.executable, "-m", "bot", "run", "--config", str(desk.config))
        process = await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)
        heard = ""
        async with asyncio.timeout(PATIENCE):
            while not ("poll failed" in heard and "posted platform=console" in heard):
                assert process.stderr is not None
                line = await process.stderr.readline()
                assert line, heard
                heard += line.decode()
            process.terminate()
            await process.communicate()

    assert process.returncode == 0
    fault = next(line for line in heard.splitlines() if "poll failed" in line)
    assert f"http://{host}/page" in fault
    assert "this is a web page, not a feed; look on it for a link to its RSS or Atom feed" in fault
    assert "Traceback" not in heard
