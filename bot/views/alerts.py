"""One alert in words, or the first figures of an article together."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Alert, AlertView, Kind, Statement, Text
from bot.views.bodies import body
from bot.views.kinds import DOTS, WORDS, dot, word
from bot.views.lines import MORE, line
from bot.views.naming import Setting, dated, figure_line
from bot.views.quotes import SHORT_QUOTE, excerpt
from bot.views.wording import clean, counted

GROUP_LINES = 12
GROUP_QUOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert in words, and shorter ways to say its headline."""

    view: AlertView
    title: str
    statement: str
    """The id of what it is about."""
    gists: tuple[str, ...]
    """What follows the title, longest first; the last is never cut further."""


def told(alert: Alert, scene: Setting) -> Told:
    """Put one alert into words."""
    words = body(alert, scene)
    title = clean(scene.claim.title)
    view = AlertView(
        kind=alert.kind,
        dot=dot(alert.kind),
        word=word(alert),
        headline=f"{title}: {words.gists[0]}",
        lines=words.lines,
        quotes=words.quotes,
    )
    return Told(view=view, title=title, statement=alert.id, gists=words.gists)


def told_together(firsts: Sequence[tuple[Alert, Setting]]) -> Told:
    """Put several first figures of one article into one compact block."""
    lead = told(*firsts[0])
    lines = [_group_line(alert, scene) for alert, scene in firsts[:GROUP_LINES]]
    if len(firsts) > GROUP_LINES:
        lines.append(line(MORE.format(len(firsts) - GROUP_LINES)))
    view = AlertView(
        kind=Kind.FIRST,
        dot=DOTS[Kind.FIRST],
        word=WORDS[Kind.FIRST],
        headline=f"{counted(len(firsts), 'claim')} without an earlier figure on record",
        lines=tuple(lines),
        quotes=_group_quotes([alert.statement for alert, _ in firsts]),
    )
    return Told(view=view, title=lead.title, statement=lead.statement, gists=lead.gists)


def _group_quotes(statements: Sequence[Statement]) -> tuple[Text, ...]:
    """Return the first sentences, each once: one may hold several figures."""
    by_sentence = {statement.quote: statement for statement in reversed(statements)}
    kept = [statement for statement in statements if by_sentence[statement.quote] is statement]
    return tuple(excerpt(statement, SHORT_QUOTE) for statement in kept[:GROUP_QUOTES])


def _group_line(alert: Alert, scene: Setting) -> Text:
    day = dated(alert.statement, scene.now)
    return figure_line(alert.statement, scene, day, lead=f"{clean(scene.claim.title)}: ", strong=True)
