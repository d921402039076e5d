"""What each kind of alert says: the end of its headline, its lines and its quotes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.ledger import Rule
from bot.model import Alert, Kind, Modality, Span, Statement, Text
from bot.views.lines import (
    by_others,
    ceiling_lines,
    earlier_line,
    is_beside,
    line,
    own_line,
    record_lines,
    same_source,
    still_printing,
)
from bot.views.naming import (
    Setting,
    dated,
    figure_line,
    saying,
    setting,
    signed,
    surface,
    surface_with_unit,
)
from bot.views.quotes import SHORT_QUOTE, excerpt
from bot.views.wording import clean, listed

_HEADLINE_FIGURES = 3
_NOTE_REMARKS = frozenset({"back and forth", "catching up", "joins a side", "new number"})


@dataclass(frozen=True, slots=True)
class Body:
    """An alert in words, but for its title."""

    gists: tuple[str, ...]
    """What follows the title, longest first; the first is the headline's, the last is never cut further."""
    lines: tuple[Text, ...]
    quotes: tuple[Text, ...]


def body(alert: Alert, scene: Setting) -> Body:
    """Put an alert into words by its kind."""
    return _BODIES.get(alert.kind, _note)(alert, scene)


def _first(alert: Alert, scene: Setting) -> Body:
    new = alert.statement
    figure = surface_with_unit(new, scene.claim)
    earlier = [old for old in alert.against if not is_beside(old, new)]
    beside = [old for old in alert.against if is_beside(old, new)]
    lines = (
        own_line(new, scene),
        *record_lines(alert, beside, scene),
        *(record_lines(alert, earlier, scene, "earlier: ") or (line("No earlier figure on record."),)),
    )
    return Body((f"{figure}, {saying(new, scene.topic)}", figure), lines, (excerpt(new),))


def _conflict(alert: Alert, scene: Setting) -> Body:
    new = alert.statement
    rivals = _different([old for old in alert.against if not (same_source(old, new) or is_beside(old, new))], new)
    figure = surface(new)
    gists = [f"{figure} v {listed(rivals, limit)}" for limit in range(min(len(rivals), _HEADLINE_FIGURES), 0, -1)]
    lines = (own_line(new, scene), *record_lines(alert, alert.against, scene))
    return Body(tuple(gists) or (figure,), lines, (excerpt(new),))


def _different(rivals: Iterable[Statement], new: Statement) -> list[str]:
    """Return the figures as printed, no number twice: neither another's nor the new one."""
    told = {_number(new)}
    different = []
    for old in rivals:
        if _number(old) not in told:
            told.add(_number(old))
            different.append(surface(old))
    return different


def _number(statement: Statement) -> object:
    figure = statement.figure
    return figure.value if figure.value is not None else (figure.low, figure.high)


def _revision(alert: Alert, scene: Setting) -> Body:
    """Tell another figure of a source; only where both are dated is it told as coming after the first."""
    match alert.verdict.detail:
        case "second figure":
            return _succession(alert, scene, joint=", also ", lead="also: ")
        case "lower":
            return _succession(alert, scene, joint=", lower than ", lead="before: ")
        case "edited":
            return _succession(alert, scene, verb="in an edited article")
        case _:
            return _succession(alert, scene, verb="now says")


def _update(alert: Alert, scene: Setting) -> Body:
    return _succession(alert, scene, others="on record: ")


def _reinstated(alert: Alert, scene: Setting) -> Body:
    if alert.verdict.rule != Rule.STANDS_AGAIN:
        return _succession(alert, scene, verb="says again", joint=" again, was ")
    new = alert.statement
    gist = f"{surface(new)} again, once taken back"
    lines = (own_line(new, scene, "says again"), *record_lines(alert, by_others(alert), scene, "against: "))
    return Body((signed(gist, new, scene.topic), gist), lines, (excerpt(new),))


def _succession(
    alert: Alert,
    scene: Setting,
    *,
    verb: str = "",
    joint: str = ", was ",
    lead: str = "was ",
    others: str = "against: ",
) -> Body:
    """Tell a new figure after an old one: revision, update, reinstatement."""
    if not alert.against:
        return _note(alert, scene)
    new, old = alert.statement, alert.against[0]
    when = dated(old, scene.now)
    bare = f"{surface(new)}{joint}{surface(old)}"
    on_day = f"{bare} on {when}" if when and alert.kind is Kind.UPDATE else bare
    gists = dict.fromkeys((signed(on_day, new, scene.topic), on_day, bare))
    rest = [statement for statement in by_others(alert) if statement is not old]
    lines = (
        own_line(new, scene, verb),
        earlier_line(alert, old, scene, lead),
        *record_lines(alert, rest, scene, others),
        *ceiling_lines(alert, scene),
    )
    earlier = (Span("earlier: "), *excerpt(old, SHORT_QUOTE))
    quotes = (excerpt(new), earlier) if alert.kind is Kind.REVISION and old.quote else (excerpt(new),)
    return Body(tuple(gists), lines, quotes)


def _withdrawn(alert: Alert, scene: Setting) -> Body:
    # The speaker denies the figure; what is shown is the figure that was denied.
    gone = replace(alert.statement, modality=Modality.ACTUAL)
    figure = surface(gone)
    if alert.verdict.rule == Rule.DROPPED:
        after, own_words = f", dropped by {clean(gone.outlet)}", figure_line(gone, scene, "no longer printed")
    else:
        after, own_words = _stands_again(alert), figure_line(gone, scene, verb="takes it back")
    again = tuple(figure_line(old, scene, dated(old, scene.now), lead="stands again: ") for old in _fallback(alert))
    printing = still_printing(alert, figure)
    lines = (own_words, *again, *printing, *record_lines(alert, by_others(alert), scene, "on record: "))
    return Body((f"{signed(figure, gone, scene.topic)}{after}", f"{figure}{after}"), lines, (excerpt(gone),))


def _stands_again(alert: Alert) -> str:
    return "".join(f"; {surface(old)} stands again" for old in _fallback(alert))


def _fallback(alert: Alert) -> list[Statement]:
    """Return the figure of its own that the source falls back to, if there is one."""
    if alert.verdict.detail != "stands again":
        return []
    new = alert.statement
    return [old for old in alert.against if same_source(old, new) and not is_beside(old, new)][:1]


def _note(alert: Alert, scene: Setting) -> Body:
    new = alert.statement
    if alert.verdict.rule in _ACROSS and alert.against:
        return _across(alert, scene)
    remark = alert.verdict.detail if alert.verdict.detail in _NOTE_REMARKS else ""
    own = figure_line(new, scene, remark, dated(new, scene.now), strong=True)
    lines = (own, *record_lines(alert, alert.against, scene, "on record: "))
    figure = surface(new)
    return Body((f"{figure}, {saying(new, scene.topic)}", figure), lines, (excerpt(new),))


def _across(alert: Alert, scene: Setting) -> Body:
    """Tell a figure beside one of another claim: one of them may be a slip."""
    new, other = alert.statement, alert.against[0]
    there = setting(other, scene.topic, scene.now)
    title = clean(there.claim.title)
    relation, doubt = _ACROSS[Rule(alert.verdict.rule)]
    if there.claim.part_of == new.claim:
        relation = "less than its part"
    figure = surface(new)
    lines = (
        own_line(new, scene),
        figure_line(other, there, dated(other, scene.now), lead=f"{title}: "),
        line(doubt),
    )
    return Body((f"{figure}, {relation} {title}", figure), lines, (excerpt(new),))


_ACROSS: Mapping[Rule, tuple[str, str]] = {
    Rule.COLLIDED: ("the same number as", "One of the two may be a slip."),
    Rule.EXCEEDED: ("more than its whole", "One of the two is old, or a slip."),
}
"""What a note across claims says of its two figures."""

_BODIES: Mapping[Kind, Callable[[Alert, Setting], Body]] = {
    Kind.FIRST: _first,
    Kind.CONFLICT: _conflict,
    Kind.REVISION: _revision,
    Kind.UPDATE: _update,
    Kind.REINSTATED: _reinstated,
    Kind.WITHDRAWN: _withdrawn,
    Kind.NOTE: _note,
}
