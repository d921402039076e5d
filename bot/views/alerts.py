"""One alert in words: dot and word, headline, standing figures, quotes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.model import Alert, AlertView, Hedge, Kind, Number, Span, Statement, Text
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
        lines.append((Span(MORE.format(len(firsts) - GROUP_LINES)),))
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
    if alert.verdict.detail == "second figure":
        return "SECOND FIGURE"
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
    own = figure_line(new, scene, dated(new, scene.now), strong=True)
    earlier = _standing(alert.against, scene, "earlier, without a number: ") or (
        (Span("No earlier figure on record."),),
    )
    return _Body((f"{figure}, {saying(new, scene.topic)}", figure), (own, *earlier), (excerpt(new),))


def _conflict(alert: Alert, scene: Setting) -> _Body:
    new = alert.statement
    others = [surface(statement) for statement in alert.against]
    figure = surface(new)
    gists = [f"{figure} v {listed(others, limit)}" for limit in range(min(len(others), _HEADLINE_FIGURES), 0, -1)]
    own = figure_line(new, scene, dated(new, scene.now), strong=True)
    return _Body(tuple(gists) or (figure,), (own, *_standing(alert.against, scene)), (excerpt(new),))


def _revision(alert: Alert, scene: Setting) -> _Body:
    if alert.verdict.detail == "second figure":
        return _succession(alert, scene, verb="", joint="also", lead="also: ")
    verb = "now says, lower" if alert.verdict.detail == "lower" else "now says"
    return _succession(alert, scene, verb=verb, joint="was", lead="was ")


def _update(alert: Alert, scene: Setting) -> _Body:
    return _succession(alert, scene, verb="", joint="was", lead="was ")


def _reinstated(alert: Alert, scene: Setting) -> _Body:
    return _succession(alert, scene, verb="says again", joint="again, was", lead="was ")


def _succession(alert: Alert, scene: Setting, *, verb: str, joint: str, lead: str) -> _Body:
    """Tell a new figure after an old one: revision, update, reinstatement."""
    if not alert.against:
        return _note(alert, scene)
    new, (old, *others) = alert.statement, alert.against
    figure, before, when = surface(new), surface(old), dated(old, scene.now)
    bare = f"{figure} {joint} {before}" if joint.startswith("again") else f"{figure}, {joint} {before}"
    on_day = f"{bare} on {when}" if when and alert.kind is Kind.UPDATE else bare
    gists = dict.fromkeys((f"{on_day} ({speaker(new, scene.topic)})", on_day, bare))
    lines = (
        figure_line(new, scene, dated(new, scene.now), verb=verb, strong=True),
        _superseded_line(alert, scene, lead),
        *_standing(tuple(others), scene, "against: " if alert.kind is not Kind.UPDATE else "on record: "),
    )
    earlier = (Span("earlier: "), *excerpt(old, SHORT_QUOTE))
    quotes = (excerpt(new), earlier) if alert.kind is Kind.REVISION and old.quote else (excerpt(new),)
    return _Body(tuple(gists), lines, quotes)


def _superseded_line(alert: Alert, scene: Setting, lead: str) -> Text:
    new, old = alert.statement, alert.against[0]
    when = dated(old, scene.now)
    change = difference(new, old) if alert.kind is Kind.UPDATE else ""
    if old.source != new.source or old.source is None:
        tail = figure_line(old, scene, "; ".join(filter(None, (when, change))))[-1].text
        return (Span(f"{lead}{surface(old)}{tail}"),)
    notes = ", ".join(filter(None, ("same source", when)))
    return (Span(f"{lead}{surface(old)} ({'; '.join(filter(None, (notes, change)))})"),)


def _withdrawn(alert: Alert, scene: Setting) -> _Body:
    gone = alert.statement
    figure = surface(gone)
    who = f"{figure} ({speaker(gone, scene.topic)})"
    if alert.against:
        after = f"{surface(alert.against[0])} stands again"
        lines = _standing(alert.against, scene, "stands: ")
    else:
        after = "no figure stands"
        lines = ((Span("No other figure on record."),),)
    by_outlet = "dropped by the outlet" if alert.verdict.detail == "dropped by the outlet" else "no longer given"
    own = figure_line(gone, scene, dated(gone, scene.now), by_outlet)
    return _Body((f"{who}; {after}", f"{figure}; {after}", figure), (own, *lines), (excerpt(gone),))


def _note(alert: Alert, scene: Setting) -> _Body:
    new = alert.statement
    figure = surface(new)
    detail = clean(alert.verdict.detail)
    gist = f"{figure}, {saying(new, scene.topic)}"
    own = figure_line(new, scene, dated(new, scene.now), detail, strong=True)
    return _Body((gist, figure), (own, *_standing(alert.against, scene, "on record: ")), (excerpt(new),))


def _standing(statements: tuple[Statement, ...], scene: Setting, lead: str = "") -> tuple[Text, ...]:
    """Return at most four lines, and how many more the figures command shows."""
    lines = [
        figure_line(statement, scene, dated(statement, scene.now), lead=lead)
        for statement in statements[:STANDING_LINES]
    ]
    if len(statements) > STANDING_LINES:
        lines.append((Span(MORE.format(len(statements) - STANDING_LINES)),))
    return tuple(lines)


_BODIES: Mapping[Kind, Callable[[Alert, Setting], _Body]] = {
    Kind.FIRST: _first,
    Kind.CONFLICT: _conflict,
    Kind.REVISION: _revision,
    Kind.UPDATE: _update,
    Kind.REINSTATED: _reinstated,
    Kind.WITHDRAWN: _withdrawn,
    Kind.NOTE: _note,
}
