"""One alert in words: dot and word, headline, standing figures, quotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.ledger import Rule
from bot.model import Alert, AlertView, Hedge, Kind, Modality, Number, Span, Statement, Text
from bot.views.naming import Setting, dated, figure_line, saying, speaker, surface, surface_with_unit
from bot.views.quotes import excerpt
from bot.views.wording import clean, counted, listed

STANDING_LINES = 4
GROUP_LINES = 12
GROUP_QUOTES = 3
SHORT_QUOTE = 110
MORE = "+{} in figures"
_HEADLINE_FIGURES = 3

DOTS: Mapping[Kind, str] = {
    Kind.FIRST: "🔵",
    Kind.CONFLICT: "🔴",
    Kind.REVISION: "🟠",
    Kind.UPDATE: "🟢",
    Kind.REINSTATED: "🟤",
    Kind.WITHDRAWN: "🟣",
    Kind.NOTE: "⚪",
}
SILENT_DOT = "·"
WORDS: Mapping[Kind, str] = {
    Kind.FIRST: "FIRST",
    Kind.CONFLICT: "CONFLICT",
    Kind.REVISION: "REVISED",
    Kind.UPDATE: "UPDATE",
    Kind.REINSTATED: "REINSTATED",
    Kind.WITHDRAWN: "WITHDRAWN",
    Kind.NOTE: "NOTE",
    Kind.CORROBORATION: "AGREES",
    Kind.REPEAT: "REPEAT",
    Kind.STALE: "OLDER",
    Kind.VAGUE: "VAGUE",
    Kind.BACKGROUND: "BACKGROUND",
}


_REVISION_WORDS = {"second figure": "SECOND FIGURE", "lower": "LOWER FIGURE"}
"""A revision is not called one where nobody dated both figures."""
_NOTE_REMARKS = frozenset({"catching up", "joins a side", "new number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert in words, and shorter ways to say its headline."""

    view: AlertView
    title: str
    gists: tuple[str, ...]
    """What follows the title, longest first; the first is the headline's."""


@dataclass(frozen=True, slots=True)
class _Body:
    gists: tuple[str, ...]
    lines: tuple[Text, ...]
    quotes: tuple[Text, ...]


def told(alert: Alert, scene: Setting) -> Told:
    """Put one alert into words."""
    body = _BODIES.get(alert.kind, _note)(alert, scene)
    title = clean(scene.claim.title)
    view = AlertView(
        kind=alert.kind,
        dot=DOTS.get(alert.kind, SILENT_DOT),
        word=_word(alert),
        headline=f"{title}: {body.gists[0]}",
        lines=body.lines,
        quotes=body.quotes,
    )
    return Told(view=view, title=title, gists=body.gists)


def told_together(firsts: list[tuple[Alert, Setting]]) -> Told:
    """Put several first figures of one article into one compact block."""
    lead = told(*firsts[0])
    lines = [_group_line(alert, scene) for alert, scene in firsts[:GROUP_LINES]]
    if len(firsts) > GROUP_LINES:
        lines.append(_line(MORE.format(len(firsts) - GROUP_LINES)))
    view = AlertView(
        kind=Kind.FIRST,
        dot=DOTS[Kind.FIRST],
        word=WORDS[Kind.FIRST],
        headline=f"{counted(len(firsts), 'claim')} without an earlier figure on record",
        lines=tuple(lines),
        quotes=tuple(excerpt(alert.statement, SHORT_QUOTE) for alert, _ in firsts[:GROUP_QUOTES]),
    )
    return Told(view=view, title=lead.title, gists=lead.gists)


def difference(new: Statement, old: Statement) -> str:
    """Return `+2,333` where both figures are exact, else nothing: the distance of two hedges is not known."""
    values = [statement.figure.value for statement in (new, old) if statement.figure.hedge is Hedge.EXACT]
    match values:
        case [int() | float() as now, int() | float() as then] if now != then:
            return f"{_tidy(now - then):+,}"
        case _:
            return ""


def _tidy(number: Number) -> Number:
    """Return the number without the noise that floats gather when subtracted."""
    return number if isinstance(number, int) else round(number, 6)


def _word(alert: Alert) -> str:
    if alert.kind is Kind.REVISION:
        return _REVISION_WORDS.get(alert.verdict.detail, WORDS[Kind.REVISION])
    if alert.kind is Kind.UPDATE and alert.against:
        step = _step(alert.statement, alert.against[0])
        return {1: "UP", -1: "DOWN"}.get(step, WORDS[Kind.UPDATE])
    return WORDS[alert.kind]


def _step(new: Statement, old: Statement) -> int:
    """Return 1 where the figure rose, -1 where it fell, 0 where that cannot be said."""
    now, then = (_printed_number(statement) for statement in (new, old))
    if now is None or then is None:
        return 0
    return (now > then) - (now < then)


def _printed_number(statement: Statement) -> Number | None:
    figure = statement.figure
    return next((number for number in (figure.value, figure.low, figure.high) if number is not None), None)


def _group_line(alert: Alert, scene: Setting) -> Text:
    return figure_line(
        alert.statement,
        scene,
        dated(alert.statement, scene.now),
        lead=f"{clean(scene.claim.title)}: ",
        strong=True,
    )


def _first(alert: Alert, scene: Setting) -> _Body:
    new = alert.statement
    figure = surface_with_unit(new, scene.claim)
    earlier = _record_lines(alert, alert.against, scene, "earlier, without a number: ")
    return _Body(
        (f"{figure}, {saying(new, scene.topic)}", figure),
        (_own_line(new, scene), *(earlier or (_line("No earlier figure on record."),))),
        (excerpt(new),),
    )


def _conflict(alert: Alert, scene: Setting) -> _Body:
    new = alert.statement
    rivals = [surface(statement) for statement in alert.against if not _same_source(statement, new)]
    figure = surface(new)
    gists = [f"{figure} v {listed(rivals, limit)}" for limit in range(min(len(rivals), _HEADLINE_FIGURES), 0, -1)]
    lines = (_own_line(new, scene), *_record_lines(alert, alert.against, scene))
    return _Body(tuple(gists) or (figure,), lines, (excerpt(new),))


def _revision(alert: Alert, scene: Setting) -> _Body:
    """Tell another figure of a source; only where both are dated is it told as coming after the first."""
    match alert.verdict.detail:
        case "second figure":
            return _succession(alert, scene, joint=", also ", lead="also: ")
        case "lower":
            return _succession(alert, scene, joint=", lower than ", lead="before: ")
        case _:
            return _succession(alert, scene, verb="now says")


def _update(alert: Alert, scene: Setting) -> _Body:
    return _succession(alert, scene, others="on record: ")


def _reinstated(alert: Alert, scene: Setting) -> _Body:
    if alert.verdict.rule != Rule.STANDS_AGAIN:
        return _succession(alert, scene, verb="says again", joint=" again, was ")
    new = alert.statement
    gist = f"{surface(new)} again, once taken back"
    lines = (
        _own_line(new, scene, "says again"),
        *_record_lines(alert, _others_only(alert.against, new), scene, "against: "),
    )
    return _Body((f"{gist} ({speaker(new, scene.topic)})", gist), lines, (excerpt(new),))


def _succession(
    alert: Alert,
    scene: Setting,
    *,
    verb: str = "",
    joint: str = ", was ",
    lead: str = "was ",
    others: str = "against: ",
) -> _Body:
    """Tell a new figure after an old one: revision, update, reinstatement."""
    if not alert.against:
        return _note(alert, scene)
    new, (old, *rest) = alert.statement, alert.against
    when = dated(old, scene.now)
    bare = f"{surface(new)}{joint}{surface(old)}"
    on_day = f"{bare} on {when}" if when and alert.kind is Kind.UPDATE else bare
    gists = dict.fromkeys((f"{on_day} ({speaker(new, scene.topic)})", on_day, bare))
    lines = (
        _own_line(new, scene, verb),
        _earlier_line(alert, old, scene, lead),
        *_record_lines(alert, _others_only(rest, new), scene, others),
    )
    earlier = (Span("earlier: "), *excerpt(old, SHORT_QUOTE))
    quotes = (excerpt(new), earlier) if alert.kind is Kind.REVISION and old.quote else (excerpt(new),)
    return _Body(tuple(gists), lines, quotes)


def _withdrawn(alert: Alert, scene: Setting) -> _Body:
    gone = replace(alert.statement, modality=Modality.ACTUAL)
    own = [statement for statement in alert.against[1:] if _same_source(statement, gone)]
    by_outlet = alert.verdict.rule == Rule.DROPPED
    figure = surface(gone)
    after = f"; {surface(own[0])} stands again" if own else ""
    if by_outlet:
        after = f", dropped by {clean(gone.outlet)}"
    lines = (
        figure_line(gone, scene, "no longer printed" if by_outlet else "", verb="" if by_outlet else "takes it back"),
        *(figure_line(statement, scene, dated(statement, scene.now), lead="stands again: ") for statement in own[:1]),
        *_record_lines(alert, _others_only(alert.against, gone), scene, "on record: "),
    )
    return _Body((f"{figure} ({speaker(gone, scene.topic)}){after}", f"{figure}{after}"), lines, (excerpt(gone),))


def _note(alert: Alert, scene: Setting) -> _Body:
    new = alert.statement
    figure = surface(new)
    remark = alert.verdict.detail if alert.verdict.detail in _NOTE_REMARKS else ""
    own = figure_line(new, scene, remark, dated(new, scene.now), strong=True)
    lines = (own, *_record_lines(alert, alert.against, scene, "on record: "))
    return _Body((f"{figure}, {saying(new, scene.topic)}", figure), lines, (excerpt(new),))


def _own_line(statement: Statement, scene: Setting, verb: str = "") -> Text:
    return figure_line(statement, scene, dated(statement, scene.now), verb=verb, strong=True)


def _record_lines(alert: Alert, statements: Sequence[Statement], scene: Setting, lead: str = "") -> tuple[Text, ...]:
    """Return at most four figures on record, and how many more the figures command shows."""
    lines = [
        _earlier_line(alert, statement, scene, "was ")
        if _same_source(statement, alert.statement)
        else figure_line(statement, scene, dated(statement, scene.now), lead=lead)
        for statement in statements[:STANDING_LINES]
    ]
    if len(statements) > STANDING_LINES:
        lines.append(_line(MORE.format(len(statements) - STANDING_LINES)))
    return tuple(lines)


def _earlier_line(alert: Alert, old: Statement, scene: Setting, lead: str) -> Text:
    """Return `was 120 (same source, 20 Jan; +17)`."""
    change = difference(alert.statement, old) if alert.kind is Kind.UPDATE else ""
    when = dated(old, scene.now)
    if not _same_source(old, alert.statement):
        return figure_line(old, scene, "; ".join(filter(None, (when, change))), lead=lead)
    notes = ", ".join(filter(None, ("same source", when)))
    return _line(f"{lead}{surface(old)} ({'; '.join(filter(None, (notes, change)))})")


def _same_source(one: Statement, other: Statement) -> bool:
    """Whether one named source said both."""
    return one.source is not None and one.source == other.source


def _others_only(statements: Sequence[Statement], new: Statement) -> list[Statement]:
    return [statement for statement in statements if not _same_source(statement, new)]


def _line(text: str) -> Text:
    return (Span(text),)


_BODIES: Mapping[Kind, Callable[[Alert, Setting], _Body]] = {
    Kind.FIRST: _first,
    Kind.CONFLICT: _conflict,
    Kind.REVISION: _revision,
    Kind.UPDATE: _update,
    Kind.REINSTATED: _reinstated,
    Kind.WITHDRAWN: _withdrawn,
    Kind.NOTE: _note,
}
