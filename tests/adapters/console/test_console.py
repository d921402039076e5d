"""What a terminal shows."""

import contextlib
import json
from io import StringIO
from pathlib import Path

from adapters.console import Platform, PostLog
from bot.errors import PlatformError
from bot.model import Place, PostView, Span
from bot.views import as_text
from tests.contracts.test_platform import view
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

DESK = Place(platform="console", channel="desk")


class Terminal(StringIO):
    """A screen that colours may be written to."""

    def isatty(self) -> bool:
        """Say that a person is looking."""
        return True


def platform(stream: StringIO, log: PostLog | None = None) -> Platform:
    """Make a console on a screen."""
    return Platform(clock=FakeClock(NOW), log=log, stream=stream)


async def test_a_terminal_gets_bold_figures_and_a_file_gets_plain_text() -> None:
    terminal, file = Terminal(), StringIO()
    await platform(terminal).post("k1", DESK, view())
    await platform(file).post("k1", DESK, view())
    assert "\x1b[1m137" in terminal.getvalue()
    assert file.getvalue() == as_text(view()) + "\n\n"


async def test_a_long_line_is_not_broken_in_a_file() -> None:
    file = StringIO()
    await platform(file).post("k1", DESK, view("word " * 100))
    assert "word " * 99 in file.getvalue()


async def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    terminal = Terminal()
    await platform(terminal).post("k1", DESK, view("[bold]x[/bold] :warning:"))
    assert "[bold]x[/bold] :warning:" in terminal.getvalue()


async def test_a_post_is_printed_before_it_is_logged(tmp_path: Path) -> None:
    """A kill in between shows it again; the other way round it would never be seen."""
    screen = StringIO()
    log = PostLog(tmp_path / "posts.jsonl")
    screen.close()
    with contextlib.suppress(PlatformError):
        await platform(screen, log).post("k1", DESK, view())
    assert (tmp_path / "posts.jsonl").read_text() == ""
    log.close()


async def test_a_log_that_fails_lets_the_post_be_tried_again_without_printing_it_twice(tmp_path: Path) -> None:
    class FullLog(PostLog):
        """A log on a disk that is full at first."""

        full = True

        def append(self, *args: object) -> str:
            """See PostLog."""
            if self.full:
                self.full = False
                raise PlatformError("The disk is full.")
            return super().append(*args)  # type: ignore[arg-type]  # passed on as it came

    screen, log = StringIO(), FullLog(tmp_path / "posts.jsonl")
    console = platform(screen, log)
    for _ in range(2):
        try:
            await console.post("k1", DESK, view())
        except PlatformError:
            continue
    log.close()
    assert screen.getvalue().count("REVISED") == 1
    assert [json.loads(line)["key"] for line in (tmp_path / "posts.jsonl").read_text().splitlines()] == ["k1"]


async def test_an_alert_without_an_address_has_no_empty_line_for_it() -> None:
    screen = StringIO()
    await platform(screen).post(
        "k1", DESK, PostView(preview="", alerts=view().alerts, footer=(Span("a"), Span("b")), url="")
    )
    assert screen.getvalue().endswith("a · b\n\n")
