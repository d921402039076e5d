"""What every platform promises. A new platform joins by adding its venue to VENUES."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from adapters.clock import Clock
from bot.errors import MessageGone, PlatformError
from bot.model import AlertView, Button, CardView, Kind, Place, PostView, Section, Span
from bot.ports import Limits, Platform
from tests.contracts.console_venue import SKELETON, ConsoleVenue, skeleton_venue
from tests.contracts.discord_venue import DiscordVenue
from tests.contracts.slack_venue import SlackVenue
from tests.newsroom import NOW
from tests.records import MINUTE

CARD = CardView(
    title="A feed fails",
    sections=(Section(heading="Coast Herald", lines=((Span("No answer since "), Span("2 h ago", when=NOW)),)),),
    note=(Span("It is asked again."),),
    buttons=(Button(label="Health", words="health"),),
)
HOSTILE = "\x1b[2J\x1b]0;owned\x07 [bold red]@everyone[/] <!channel> \u202egnp.exe\r\n🔴 CONFLICT forged: 9 v 10"


class Venue(Protocol):
    """Where posts end up: outlives the platform's connection to it."""

    place: Place
    """A channel that there is."""

    def connect(self) -> AbstractAsyncContextManager[Platform]:
        """Open a connection, as a start of the program does."""
        ...

    def posts(self, channel: str) -> list[str]:
        """Return the text of the posts that a channel has, in order, as a person reads it."""
        ...

    def faults(self) -> Mapping[type[PlatformError], Callable[[], None]]:
        """Return what lets every later message fail, by the error that is promised then; PlatformError for all."""
        ...


VENUES: dict[str, Callable[[Path], Venue]] = {
    "console": ConsoleVenue,
    "discord": DiscordVenue,
    "slack": SlackVenue,
    SKELETON: skeleton_venue,
}


@pytest.fixture(params=VENUES)
def venue(request: pytest.FixtureRequest, tmp_path: Path) -> Venue:
    return VENUES[request.param](tmp_path)


def view(text: str = "137, was 120", *, quote: str = "137 escaped") -> PostView:
    """Make a view of one alert."""
    return PostView(
        preview=f"🟠 REVISED {text}"[:80],
        alerts=(
            AlertView(
                kind=Kind.REVISION,
                dot="🟠",
                word="REVISED",
                headline=text,
                lines=((Span("137", strong=True), Span(" (ministry)")),),
                quotes=((Span(quote),),),
            ),
        ),
        footer=(Span("Coast Herald↗"), Span("read 2 min ago", when=NOW), Span("machine-read")),
        url="https://news.example/1",
        buttons=(Button(label="Why?", words="why 00001ABCDE"),),
    )


async def test_a_post_shows_headline_lines_quotes_footer_and_address(venue: Venue) -> None:
    async with venue.connect() as platform:
        assert await platform.post("k1", venue.place, view())
    (post,) = venue.posts(venue.place.channel)
    for part in ("REVISED", "137, was 120", "137 (ministry)", "137 escaped", "Coast Herald", "https://news.example/1"):
        assert part in post


async def test_a_key_is_posted_once(venue: Venue) -> None:
    async with venue.connect() as platform:
        first = await platform.post("k1", venue.place, view())
        assert await platform.post("k1", venue.place, view()) == first
        assert await platform.post("k2", venue.place, view("other")) != first
    assert len(venue.posts(venue.place.channel)) == 2


async def test_a_key_is_posted_once_across_restarts(venue: Venue) -> None:
    async with venue.connect() as platform:
        first = await platform.post("k1", venue.place, view())
    async with venue.connect() as platform:
        found = await platform.find("k1", venue.place, NOW)
        assert (found or await platform.post("k1", venue.place, view())) == first
    assert len(venue.posts(venue.place.channel)) == 1


async def test_what_comes_from_outside_is_only_ever_text(venue: Venue) -> None:
    async with venue.connect() as platform:
        await platform.post("k1", venue.place, view(HOSTILE, quote=HOSTILE))
    (post,) = venue.posts(venue.place.channel)
    assert not [character for character in post if character != "\n" and not character.isprintable()]
    assert not [line for line in post.splitlines() if line.startswith("🔴")]


async def test_a_post_that_fails_says_so_and_may_be_tried_again(venue: Venue) -> None:
    async with venue.connect() as platform:
        venue.faults()[PlatformError]()
        with pytest.raises(PlatformError):
            await platform.post("k1", venue.place, view())


async def test_a_very_long_post_arrives(venue: Venue) -> None:
    async with venue.connect() as platform:
        assert await platform.post("k1", venue.place, view("word " * 2_000, quote="quote " * 10_000))
    assert "word word" in venue.posts(venue.place.channel)[0]


async def test_a_platform_has_a_name_and_says_what_it_can_take(venue: Venue) -> None:
    async with venue.connect() as platform:
        assert platform.name in VENUES
        assert isinstance(platform.limits, Limits)
        assert platform.limits.in_flight >= 1
        assert platform.limits.per_second is None or platform.limits.per_second > 0


async def test_a_card_shows_title_headings_lines_and_note(venue: Venue) -> None:
    async with venue.connect() as platform:
        assert await platform.post("k1", venue.place, CARD)
    (post,) = venue.posts(venue.place.channel)
    for part in ("A feed fails", "Coast Herald", "No answer since", "It is asked again."):
        assert part in post


async def test_what_was_posted_is_found_by_its_key_also_after_a_restart(venue: Venue) -> None:
    async with venue.connect() as platform:
        message = await platform.post("k1", venue.place, view())
        assert await platform.find("k1", venue.place, NOW) == message
        assert await platform.find("k2", venue.place, NOW) is None
    async with venue.connect() as platform:
        assert await platform.find("k1", venue.place, NOW) == message
        assert platform.can_look_back(venue.place.server)


async def test_what_was_posted_is_found_though_our_clock_is_five_minutes_ahead_of_the_platforms(venue: Venue) -> None:
    async with venue.connect() as platform:
        message = await platform.post("k1", venue.place, view())
    async with venue.connect() as platform:
        assert await platform.find("k1", venue.place, Clock().now() + 5 * MINUTE) == message


async def test_a_message_is_shown_anew_in_place_and_the_same_again_changes_nothing(venue: Venue) -> None:
    struck = view()
    struck = replace(struck, alerts=(replace(struck.alerts[0], struck="Wrong reading: rejected."),))
    async with venue.connect() as platform:
        message = await platform.post("k1", venue.place, view())
        await platform.edit(venue.place, message, struck)
        once = venue.posts(venue.place.channel)
        await platform.edit(venue.place, message, struck)
    assert venue.posts(venue.place.channel) == once
    assert "Wrong reading: rejected." in once[-1]


async def test_each_fault_of_a_platform_is_an_error_of_its_kind(venue: Venue) -> None:
    async with venue.connect():
        kinds = tuple(venue.faults())
    for kind in kinds:
        async with venue.connect() as platform:
            message = "k0" if kind is not MessageGone else await platform.post("k0", venue.place, view())
            venue.faults()[kind]()
            with pytest.raises(kind):
                await (
                    platform.edit(venue.place, message, CARD)
                    if kind is MessageGone
                    else platform.post("k1", venue.place, view())
                )
