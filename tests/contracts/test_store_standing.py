"""What every Store keeps of the current figures beside the ledger: the same as all of the ledger comes to."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.storage import MemoryStore, open_store
from bot.commands import claim_figures, topic_figures
from bot.commands.current import figures_seen
from bot.ledger import changes_of, current, judge_article, kept_after, kept_whole, rejection, restoration, rules_of
from bot.model import Claim, Entry, Hedge, Series, Standing, StandingLine, Statement, Topic
from bot.ports import Store
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic, articles
from tests.bot.ledger.test_promises import ARTICLES, LINES, replay
from tests.bot.ledger.test_promises import articles as versions
from tests.doubles.postgres import PostgresServer

HURT = a_claim(Series.STOCK, "hurt")
ARTICLE = st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.lists(st.tuples(st.booleans(), LINES), max_size=4))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("article"), ARTICLE),
        st.tuples(st.just("article"), ARTICLE),
        st.tuples(st.just("unkept"), ARTICLE),
        st.tuples(st.sampled_from(("reject", "restore")), st.integers(0, 9)),
    ),
    max_size=8,
)
GROWN = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Paper:
    """Prints articles into the ledger of a store, takes statements back, and says where its figures go wrong."""

    def __init__(self, store: Store, topic: Topic) -> None:
        self._store = store
        self._topic = topic
        self._ledger: list[Entry] = []

    async def do(self, step: str, detail: Any) -> None:
        """Take one step."""
        if step in {"reject", "restore"}:
            await self._write(self._word(step, detail))
        else:
            name, version, lines = detail
            told = [a_statement(line, "hurt" if hurt else "dead", name, version) for hurt, line in lines]
            await self._write(judge_article(told, self._ledger, self._topic, NOW), kept=step == "article")

    def _word(self, step: str, number: int) -> Sequence[Entry]:
        said = [entry for entry in self._ledger if entry.corrects is None]
        if not said:
            return ()
        entry = said[number % len(said)]
        past = [each for each in self._ledger if each.statement.claim == entry.statement.claim]
        word = (rejection if step == "reject" else restoration)(entry, past, NOW)
        return [word] if word else []

    async def _write(self, entries: Sequence[Entry], *, kept: bool = True) -> None:
        async with self._store.transaction() as transaction:
            await transaction.append(entries)
            await transaction.keep_standing(kept_after(entries, self._ledger, self._topic) if kept else ())
        self._ledger += entries

    async def differences(self) -> list[object]:
        """Return what is shown otherwise than the whole ledger says, and what is kept otherwise."""
        found: list[object] = []
        for rejected in (frozenset[str](), frozenset(entry.statement.id for entry in self._ledger[1:2])):
            seen = [entry for entry in self._ledger if entry.statement.id not in rejected]
            whole = topic_figures(self._topic, seen, self._topic.claims)
            shown = await figures_seen(self._topic, self._topic.claims, self._store, rejected)
            found += [] if shown == whole else [(whole, shown)]
        kept = await self._store.standing(self._topic.id, [claim.id for claim in self._topic.claims])
        for claim in self._topic.claims:
            entries = [entry for entry in self._ledger if entry.statement.claim == claim.id]
            if entries and claim.id in kept and kept[claim.id] != kept_whole(claim, self._topic.id, entries):
                found.append((kept_whole(claim, self._topic.id, entries), kept[claim.id]))
        return found


async def differences(store: Store, claim: Claim, steps: list[tuple[str, Any]]) -> list[object]:
    """Take the steps; return everything that ever came out otherwise."""
    paper, found = Paper(store, a_topic(claim, HURT)), list[object]()
    for step, detail in steps:
        await paper.do(step, detail)
        found += await paper.differences()
    return found


@given(st.builds(a_claim, st.sampled_from(Series)), ARTICLES)
@settings(max_examples=50, deadline=None)
def test_figures_are_shown_in_their_order_of_display(claim: Claim, told: list[tuple[str, int, list[str]]]) -> None:
    ledger = replay(claim, versions(told))
    standing = current(ledger, claim)
    shown = [figure.statement for figure in claim_figures(claim, ledger).figures]
    assert shown == list(standing) or (not standing and all(each.figure.hedge is Hedge.VAGUE for each in shown))


CLAIMS = st.builds(a_claim, st.sampled_from(Series))


@given(CLAIMS, STEPS)
@settings(max_examples=40, deadline=None)
def test_what_is_kept_is_what_the_whole_ledger_comes_to(claim: Claim, steps: list[tuple[str, Any]]) -> None:
    assert asyncio.run(differences(MemoryStore(), claim, steps)) == []


@pytest.fixture(scope="module")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make an empty database once."""
    database = tmp_path_factory.mktemp("standing") / "tallywire.db"

    async def make() -> None:
        async with open_store(f"sqlite:///{database}"):
            pass

    asyncio.run(make())
    return database.read_bytes()


async def differences_at(url: str, claim: Claim, steps: list[tuple[str, Any]]) -> list[object]:
    """Take the steps on a database."""
    async with open_store(url) as store:
        return await differences(store, claim, steps)


@given(CLAIMS, STEPS)
@GROWN
def test_what_sqlite_keeps_is_what_the_whole_ledger_comes_to(
    empty_sqlite: bytes, claim: Claim, steps: list[tuple[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "tallywire.db").write_bytes(empty_sqlite)
        assert asyncio.run(differences_at(f"sqlite:///{place}/tallywire.db", claim, steps)) == []


@given(CLAIMS, STEPS)
@settings(GROWN, max_examples=6)
def test_what_postgres_keeps_is_what_the_whole_ledger_comes_to(
    postgres: PostgresServer, postgres_template: str, claim: Claim, steps: list[tuple[str, Any]]
) -> None:
    name = postgres.make(postgres_template)
    assert asyncio.run(differences_at(postgres.url(name), claim, steps)) == []
    postgres.drop(name)


DEAD = a_claim(Series.ONE_OFF, "dead")
TOPIC = a_topic(DEAD, HURT)


def printed(*lines: str) -> list[Statement]:
    """Return the statements of one article."""
    (told,) = articles(lines)
    return told


async def write(store: Store, ledger: list[Entry], *lines: str, kept: bool = True) -> tuple[Standing, ...]:
    """Judge an article and write it; return what it changes."""
    entries = judge_article(printed(*lines), ledger, TOPIC, NOW)
    changes = kept_after(entries, ledger, TOPIC)
    async with store.transaction() as transaction:
        await transaction.append(entries)
        await transaction.keep_standing(changes if kept else ())
    ledger += entries
    return changes


def sources(standing: Standing) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the lines in short."""
    return [(line.source, line.statement.figure.surface, line.outlets) for line in standing.lines]


async def test_what_an_article_changes_is_kept_line_by_line(store: Store) -> None:
    ledger: list[Entry] = []
    await write(store, ledger, "1 mayor/Herald 120")
    (change,) = await write(store, ledger, "2 ministry/Post 300")
    assert [line.source for line in change.lines] == ["ministry"]
    await write(store, ledger, "3 mayor/Radio 120")

    kept = await store.standing(TOPIC.id, ["dead"])
    assert sources(kept["dead"]) == [("mayor", "120", ("Radio", "Herald")), ("ministry", "300", ("Post",))]
    assert kept["dead"] == kept_whole(DEAD, TOPIC.id, ledger)


async def test_what_is_kept_of_an_older_ledger_is_not_there(store: Store) -> None:
    ledger: list[Entry] = []
    await write(store, ledger, "1 mayor 120")
    await write(store, ledger, "2 mayor 150", kept=False)
    assert "dead" not in await store.standing(TOPIC.id, ["dead"])

    await write(store, ledger, "3 ministry 300")  # changes to what is not kept change nothing
    assert "dead" not in await store.standing(TOPIC.id, ["dead"])

    async with store.transaction() as transaction:
        await transaction.keep_standing([kept_whole(DEAD, TOPIC.id, ledger)])
    kept = await store.standing(TOPIC.id, ["dead"])
    assert [line.statement.figure.surface for line in kept["dead"].lines] == ["150", "300"]


async def test_a_claim_on_which_nobody_said_anything_is_there_without_lines(store: Store) -> None:
    assert await store.standing(TOPIC.id, ["hurt"]) == {"hurt": Standing(topic=TOPIC.id, claim="hurt", counts={})}


async def test_claims_with_a_rejected_statement_are_left_out(store: Store) -> None:
    ledger: list[Entry] = []
    await write(store, ledger, "1 mayor 120")
    rejected = [ledger[0].statement.id, "NOT-HERE"]
    assert set(await store.standing(TOPIC.id, ["dead", "hurt"], rejected)) == {"hurt"}


async def test_an_undone_transaction_keeps_nothing(store: Store) -> None:
    ledger: list[Entry] = []
    await write(store, ledger, "1 mayor 120")
    before = await store.standing(TOPIC.id, ["dead"])
    entries = judge_article(printed("2 mayor 150"), ledger, TOPIC, NOW)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the error has to leave the transaction
        async with store.transaction() as transaction:
            await transaction.append(entries)
            await transaction.keep_standing(kept_after(entries, ledger, TOPIC))
            raise ZeroDivisionError
    assert await store.standing(TOPIC.id, ["dead"]) == before


async def test_figures_folded_by_other_rules_are_read_from_the_ledger(store: Store) -> None:
    ledger: list[Entry] = []
    await write(store, ledger, "1 mayor 120")
    wrong = StandingLine(
        source="mayor", place=0, statement=ledger[0].statement, as_of=NOW.date(), outlets=("Nobody's Paper",)
    )
    last = ledger[-1].statement.id
    old = Standing(topic=TOPIC.id, claim="dead", rules="of yesterday", last=last, counts={}, lines=(wrong,))
    async with store.transaction() as transaction:
        await transaction.keep_standing([old])
    found = await figures_seen(TOPIC, TOPIC.claims, store, frozenset())
    assert found == topic_figures(TOPIC, ledger, TOPIC.claims)


def test_another_unit_or_series_is_another_fold() -> None:
    assert len({rules_of(a_claim(Series.STOCK, unit=unit)) for unit in (None, "km", "mile")}) == 3
    assert len({rules_of(a_claim(series)) for series in Series}) == len(Series)


async def test_the_store_names_the_claims_of_which_nothing_right_is_kept(store: Store) -> None:
    ledger: list[Entry] = []
    rules = {claim.id: rules_of(claim) for claim in TOPIC.claims}
    await write(store, ledger, "1 mayor 120")
    assert await store.unkept(TOPIC.id, rules) == frozenset()
    assert await store.unkept(TOPIC.id, rules | {"dead": "of tomorrow"}) == {"dead"}
    await write(store, ledger, "2 mayor 150", kept=False)
    assert await store.unkept(TOPIC.id, rules) == {"dead"}


@pytest.mark.parametrize("limit", [1, 2, 9])
async def test_last_changes_are_those_of_the_whole_ledger(store: Store, limit: int) -> None:
    ledger: list[Entry] = []
    for line in ("1 mayor 120", "2 mayor 120", "3 ministry 300", "4 mayor 150", "5 ministry 300 [background]"):
        await write(store, ledger, line)
    turn: Callable[[Entry, Sequence[Entry], datetime], Entry | None]
    for number, turn in ((2, rejection), (3, rejection), (2, restoration)):
        word = turn(ledger[number], ledger, NOW)
        assert word is not None
        ledger.append(word)
        async with store.transaction() as transaction:
            await transaction.append([word])
            await transaction.keep_standing([kept_whole(DEAD, TOPIC.id, ledger)])

    found = await store.last_changes(TOPIC.id, "dead", limit)
    assert found == changes_of(ledger, limit)
    assert limit == 1 or ledger[3].statement.id in changes_of(ledger, limit).gone
    assert ledger[2].statement.id not in changes_of(ledger, limit).gone


async def test_last_changes_of_what_is_not_kept_are_not_there(store: Store) -> None:
    ledger: list[Entry] = []
    assert await store.last_changes(TOPIC.id, "dead", 5) == changes_of([], 5)
    await write(store, ledger, "1 mayor 120", kept=False)
    assert await store.last_changes(TOPIC.id, "dead", 5) is None


async def test_what_an_entry_has_to_do_with_others_is_found_in_order_of_arrival(store: Store) -> None:
    ledger: list[Entry] = []
    for line in ("1 mayor 120", "2 ministry 300", "3 guards 120", "4 agency 500"):
        await write(store, ledger, line)
    first, second, _, last = ledger
    word = rejection(last, ledger, NOW)
    assert word is not None
    async with store.transaction() as transaction:
        await transaction.append([word])
    assert {first.statement.id, second.statement.id} <= {*last.verdict.against}
    wanted = [entry for entry in ledger if entry.statement.id in last.verdict.against]
    assert await store.about(last) == (*wanted, word)
    assert await store.about(first) == ()
