"""Views on a terminal and in a pipe."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from bot.cli.show import show
from bot.commands import topic_figures
from bot.ledger import changes_of
from bot.model import Explained, Kind, View
from bot.views import as_text, figures_view, history_view, why_view
from tests.newsroom import DEAD, NOW, TOPIC, entry, statement

MARKUP = "[red]Coast[/red] :skull: Herald"


@pytest.fixture
def views() -> list[View]:
    """Return one view of each kind, about an outlet whose name looks like markup."""
    told = entry(statement("31", 31, outlet=MARKUP, as_of=date(2026, 1, 20), quote="[bold]{} dead[/bold]"), Kind.FIRST)
    return [
        figures_view(topic_figures(TOPIC, [told], TOPIC.claims), NOW),
        history_view(TOPIC, DEAD, changes_of([told], 5), NOW),
        why_view(Explained(topic=TOPIC, claim=DEAD, entry=told, against=()), NOW),
    ]


def printed(views: list[View], *, terminal: bool) -> str:
    """Return what a console of 160 columns prints."""
    out = StringIO()
    show(views, Console(file=out, width=160, force_terminal=terminal, highlight=False, markup=False, emoji=False))
    return out.getvalue()


def test_a_pipe_gets_plain_text_line_by_line(views: list[View]) -> None:
    assert printed(views, terminal=False) == "\n\n".join(as_text(view) for view in views) + "\n"


def test_a_terminal_gets_the_same_words_with_the_figure_set_off(views: list[View]) -> None:
    text = printed(views, terminal=True)
    assert "\x1b[1m31\x1b[0m" in text
    for words in ("Storm dead", "31", "National Disaster Agency", MARKUP, "“[bold]", "dead[/bold]”"):
        assert words in text
