"""One wire story on many sites: one alert, which comes to say in how many outlets the story is."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.chats import Chat
from bot.cli.service import opened, serve
from bot.model import Amendment, Kind, Message, Place, PostView
from bot.ports import Held, Limits, always
from bot.printings import CALM, LIVELY, LONGEST, Printings
from bot.starting import follow_everything
from bot.views import message_view
from tests.doubles.clock import TurnedClock
from tests.doubles.feeds import Changing, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.doubles.press import CHANNEL, Press, a_page, a_press
from tests.waiting import PATIENCE, until

REST = (
    "Rescue crews went from house to house through the night and brought families to schools on higher ground.",
    "Volunteers handed out blankets, water and bread until the morning came and the wind began to fall.",
    "Roads to the north stay closed until engineers have looked at the bridges over the river and its arms.",
    "Trains will not run before the end of the week, the railway company told its passengers in a message.",
)


async def copied(press: Press, outlet: str, toll: int = 150) -> list[Kind]:
    """Let an outlet print the wire's story; return what that alerted."""
    press.pages[outlet] = a_page(f"The storm killed {toll} people, the disaster agency said on Thursday.", *REST)
    press.print(outlet, outlet, "A storm has come over the north.")
    return await press.pass_time()


async def amended(press: Press, printings: Printings, after: timedelta = CALM) -> list[str]:
    """Let time pass; return what the footers of posts that are shown anew say of other outlets."""
    press.clock.turn(after)
    await printings.tick()
    told = []
    for queued in await press.store.lease_posts(press.clock.now(), 10, 60.0):
        assert isinstance(queued.post, Amendment)
        view = message_view(queued.post, {topic.id: topic for topic in press.topics}, (), press.clock.now())
        assert isinstance(view, PostView)
        told += [span.text for span in view.footer if span.text.startswith("also in")]
        await press.store.mark_posted(queued, "message", press.clock.now())
    return told


def watching(press: Press, platform: str = CHANNEL[0]) -> Printings:
    """Return what shows a press's posts anew on one platform."""
    return Printings(store=press.store, clock=press.clock, platforms={platform})


async def test_a_post_is_shown_anew_once_with_all_outlets_that_print_its_text(tmp_path: Path) -> None:
    outlets = [f"site{number}" for number in range(40)]
    async with a_press(tmp_path, "wire", *outlets) as press:
        printings = watching(press)
        assert await copied(press, "wire") == [Kind.FIRST]
        printings.heard(press.taken())
        (post,) = await press.posts()
        assert await amended(press, printings) == []
        for outlet in outlets[:-1]:
            press.pages[outlet] = press.pages["wire"]
            press.print(outlet, outlet, "A storm has come over the north.")
        assert await press.pass_time() == []
        printings.heard(press.taken())
        assert await amended(press, printings, timedelta(seconds=1)) == []
        assert await amended(press, printings) == ["also in 39 outlets"]
        assert await amended(press, printings) == []
        assert await copied(press, outlets[-1]) == []
        printings.heard(press.taken())
        assert await amended(press, printings) == ["also in 40 outlets"]
        assert (post.also_in, await press.posts()) == (0, [])


async def test_copies_that_keep_coming_are_shown_after_a_while(tmp_path: Path) -> None:
    outlets = [f"site{number}" for number in range(3)]
    async with a_press(tmp_path, "wire", *outlets) as press:
        printings = watching(press)
        await copied(press, "wire")
        await press.posts()
        await copied(press, outlets[0])
        copy = press.taken()
        for _ in range(int(LONGEST / CALM) + 1):
            printings.heard(copy)
            told = await amended(press, printings, CALM - timedelta(seconds=1))
        assert told == ["also in 1 outlet"]


async def test_an_outlet_with_another_number_does_not_count(tmp_path: Path) -> None:
    async with a_press(tmp_path, "wire", "site", "slip") as press:
        printings = watching(press)
        await copied(press, "wire")
        await press.posts()
        assert await copied(press, "slip", toll=450) == [Kind.CONFLICT]
        printings.heard(press.taken())
        await press.posts()
        assert await amended(press, printings) == []
        await copied(press, "site")
        printings.heard(press.taken())
        assert await amended(press, printings) == ["also in 1 outlet"]


@pytest.mark.parametrize(("platform", "after"), [("elsewhere", timedelta()), (CHANNEL[0], LIVELY)])
async def test_a_post_stays_as_it_is_where_nothing_is_edited_and_when_it_is_old(
    tmp_path: Path, platform: str, after: timedelta
) -> None:
    async with a_press(tmp_path, "wire", "site") as press:
        printings = watching(press, platform)
        await copied(press, "wire")
        await press.posts()
        press.clock.turn(after)
        await copied(press, "site")
        printings.heard(press.taken())
        assert await amended(press, printings) == []


@dataclass
class Paper:
    """A platform that keeps what it shows."""

    name: str = "paper"
    limits: Limits = field(default_factory=Limits)
    shown: dict[str, list[str]] = field(default_factory=dict)
    """What each message has said so far, by its key."""

    async def post(
        self, key: str, place: Place, view: Message, *, board: str | None = None, held: Held = always
    ) -> str:
        """See bot.ports.Platform."""
        del held
        del place, board
        self.shown[key] = [footer(view)]
        return key

    async def edit(self, place: Place, message: str, view: Message) -> None:
        """See bot.ports.Platform."""
        del place
        self.shown[message].append(footer(view))

    async def find(self, key: str, place: Place, since: datetime, *, board: str | None = None) -> str | None:
        """See bot.ports.Platform."""
        del place, since, board
        return key if key in self.shown else None

    def can_look_back(self, server: str) -> bool:
        """See bot.ports.Platform."""
        del server
        return True


def footer(view: Message) -> str:
    """Return a post's footer."""
    assert isinstance(view, PostView)
    return " · ".join(span.text for span in view.footer)


async def test_a_running_desk_edits_its_post_as_the_story_spreads(tmp_path: Path) -> None:
    desk, paper, clock, stop = Newsdesk(tmp_path, workers=0), Paper(), TurnedClock(), asyncio.Event()
    text = " ".join((killed(12), *REST))
    wire, site = (Changing(rss_item("a", text, link="https://wire.example/a")), Changing())
    async with served({"/wire": wire.answer, "/site": site.answer}) as host:
        settings = desk.configure(host, "/wire", "/site")
        async with opened(settings) as parts:
            await follow_everything(parts.store, paper.name, "desk", parts.steps.topics.values())
            ours = replace(parts, clock=clock, chats={paper.name: Chat(platform=paper)})
            service = asyncio.create_task(serve(ours, stop))
            await until(lambda: bool(paper.shown))
            async with asyncio.timeout(PATIENCE):
                site.items = (rss_item("b", text, link="https://site.example/b"),)
                while not any(len(said) > 1 for said in paper.shown.values()):
                    clock.ahead += timedelta(seconds=1)
                    await asyncio.sleep(0.02)
                stop.set()
                await service
    ((first, second),) = paper.shown.values()
    assert "also in" not in first
    assert "1 outlet · also in 1 outlet · machine-read" in second
