"""Workspaces that let us in: each with its own token, which nobody reads in the database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from adapters.slack.installs import Installs
from adapters.slack.states import States
from adapters.slack.vault import LOST_KEY, NO_KEY, Tokens, Vault, new_key, split_keys
from adapters.storage import MemoryStore
from bot.errors import Misuse, PlatformError
from bot.model import Install
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

OLD, NEW = new_key(), new_key()
HOURS = timedelta(hours=1)


def install(server: str, organisation: str = "") -> Install:
    """Make an installation as Slack tells of it, without its tokens."""
    return Install(platform="slack", server=server, organisation=organisation, name="Desk", bot="UB", installed=NOW)


class Scene:
    """Installations in a store, and the tokens that were renewed."""

    def __init__(self, *keys: str, store: MemoryStore | None = None) -> None:
        self.store = store or MemoryStore()
        self.clock = FakeClock(NOW)
        self.renewed: list[Tokens] = []
        self.vault = Vault(keys or (NEW,))
        self.installs = Installs(store=self.store, vault=self.vault, clock=self.clock, renew=self.renew)

    async def renew(self, tokens: Tokens) -> Tokens:
        """Give the next token."""
        if tokens.refresh == "gone":
            raise PlatformError("Slack refuses the token.")
        self.renewed.append(tokens)
        return Tokens(access="xoxe-2", refresh="r2", until=self.clock.now() + 12 * HOURS)

    async def token(self, server: str, organisation: str = "") -> str | None:
        """Return the token that speaks in a workspace."""
        bot = await self.installs.bot(server, organisation)
        return bot.token if bot else None

    async def kept(self) -> str:
        """Return everything that lies in the store."""
        return repr([(each, each.sealed) for each in await self.store.installs("slack")])

    def again(self, *keys: str) -> "Scene":
        """Start anew over the same store, with other keys."""
        return Scene(*keys, store=self.store)


async def test_each_workspace_has_its_own_token_and_none_is_readable_in_the_store() -> None:
    scene = Scene()
    await scene.installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    await scene.installs.let_in(install("T2"), Tokens(access="xoxb-two"))
    assert [await scene.token("T1"), await scene.token("T2"), await scene.token("T3")] == ["xoxb-one", "xoxb-two", None]
    assert "xoxb" not in await scene.kept()
    assert "xoxb-one" not in repr(await scene.installs.bot("T1"))
    assert [await scene.again(NEW).token("T1"), await scene.installs.knows("T3")] == ["xoxb-one", False]


async def test_with_a_newer_key_tokens_are_encrypted_anew_as_they_are_used() -> None:
    scene = Scene(OLD)
    await scene.installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    before = await scene.kept()
    assert await scene.again(NEW, OLD).token("T1") == "xoxb-one"
    assert await scene.kept() != before
    assert await scene.again(NEW).token("T1") == "xoxb-one"
    with pytest.raises(Misuse, match=LOST_KEY[:40]):
        await scene.again(OLD).token("T1")


async def test_a_workspace_that_took_us_out_is_kept_without_its_token_until_it_lets_us_in_again() -> None:
    scene = Scene()
    await scene.installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    await scene.installs.let_in(install("T2"), Tokens(access="xoxb-two"))
    assert await scene.installs.end("T1") == ("T1",)
    assert await scene.installs.end("T1") == ()
    assert [await scene.token("T1"), await scene.installs.knows("T1"), await scene.token("T2")] == [
        None,
        False,
        "xoxb-two",
    ]
    (ended, _) = await scene.store.installs("slack")
    assert (ended.server, ended.sealed, ended.revoked) == ("T1", "", NOW)
    await scene.installs.let_in(install("T1"), Tokens(access="xoxb-three"))
    assert await scene.token("T1") == "xoxb-three"


async def test_an_organisation_lets_us_into_all_its_workspaces() -> None:
    scene = Scene()
    await scene.installs.let_in(install("", "E1"), Tokens(access="xoxb-all"))
    bot = await scene.installs.bot("T1", "E1")
    assert bot is not None
    assert (bot.token, bot.server, bot.organisation, bot.everywhere) == ("xoxb-all", "T1", "E1", True)
    # A post knows the workspace alone, after a restart too.
    assert [await scene.again().token("T1"), await scene.token("T1", "E2"), await scene.token("T2", "E2")] == [
        "xoxb-all",
        "xoxb-all",
        None,
    ]
    assert await scene.installs.end("", "E1") == ("T1",)
    assert await scene.token("T1", "E1") is None
    await scene.installs.let_in(install("", "E1"), Tokens(access="xoxb-new"))
    assert await scene.token("T1") == "xoxb-new"


async def test_a_workspace_that_spoke_once_is_known_without_its_organisation() -> None:
    scene = Scene()
    await scene.installs.let_in(install("", "E1"), Tokens(access="xoxb-all"))
    assert [await scene.token("T1"), await scene.installs.knows("T1", "E1")] == [None, True]
    assert [await scene.token("T1"), await scene.again().token("T1")] == ["xoxb-all", "xoxb-all"]
    assert await scene.installs.knows("E1", "E1")
    assert {each.server for each in await scene.store.installs("slack")} == {"", "T1"}


async def test_a_workspace_of_an_organisation_may_take_us_out_by_itself() -> None:
    scene = Scene()
    await scene.installs.let_in(install("", "E1"), Tokens(access="xoxb-all"))
    await scene.token("T1", "E1")
    await scene.installs.end("T1", "E1")
    assert [await scene.token("T1", "E1"), await scene.token("T2", "E1")] == [None, "xoxb-all"]


async def test_without_a_workspace_the_only_one_is_meant() -> None:
    scene = Scene()
    await scene.installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    assert await scene.token("") == "xoxb-one"
    await scene.installs.let_in(install("T2"), Tokens(access="xoxb-two"))
    assert await scene.token("") is None


async def test_a_token_that_ends_is_renewed_in_time_and_once() -> None:
    scene = Scene()
    await scene.installs.let_in(install("T1"), Tokens(access="xoxe-1", refresh="r1", until=NOW + 12 * HOURS))
    assert await scene.token("T1") == "xoxe-1"
    scene.clock.turn(11 * HOURS)
    assert [await scene.token("T1"), await scene.token("T1")] == ["xoxe-2", "xoxe-2"]
    assert [each.refresh for each in scene.renewed] == ["r1"]
    assert await scene.again().token("T1") == "xoxe-2"


class SlowStore(MemoryStore):
    """A store that takes its time."""

    async def installs(self, platform: str) -> tuple[Install, ...]:
        """See bot.ports.Store."""
        await asyncio.sleep(0.01)
        return await super().installs(platform)


async def test_who_asks_while_the_store_is_looked_into_waits_for_what_it_says() -> None:
    store = SlowStore()
    await Scene(store=store).installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    scene = Scene(store=store)
    assert await asyncio.gather(*(scene.installs.knows("T1") for _ in range(3)), scene.installs.knows("T2")) == [
        *(True, True, True),
        False,
    ]


async def test_an_installation_by_another_process_is_found() -> None:
    scene = Scene()
    assert not await scene.installs.knows("T1")
    await scene.again(NEW).installs.let_in(install("T1"), Tokens(access="xoxb-one"))
    scene.clock.turn(timedelta(minutes=1))
    assert await scene.token("T1") == "xoxb-one"


def test_keys_are_asked_for_and_looked_at_before_anything_is_let_in() -> None:
    with pytest.raises(Misuse, match=NO_KEY[:40]):
        Vault(())
    with pytest.raises(Misuse, match="is none"):
        Vault((NEW, "short"))
    assert split_keys(f" {NEW}, {OLD} ,") == [NEW, OLD]


async def test_a_state_comes_back_once_and_soon() -> None:
    scene = Scene()
    states = States(scene.vault, scene.store, scene.clock)
    state, late = states.give(), states.give()
    assert [await states.take(state), await states.take(state)] == [True, False]
    scene.clock.turn(timedelta(minutes=11))
    assert not await states.take(late)
    forged = Fernet(OLD).encrypt(b"mark x").decode()
    sealed = scene.vault.seal(Tokens(access="x"))
    assert [await states.take(each) for each in ("", "é", forged, sealed, state[:-4])] == [False] * 5


def test_tokens_come_back_whole() -> None:
    vault = Vault((NEW, OLD))
    tokens = Tokens(access="a", refresh="b", until=NOW)
    assert vault.open(vault.seal(tokens)) == tokens
    assert vault.open(vault.seal(replace(tokens, until=None))) == replace(tokens, until=None)
