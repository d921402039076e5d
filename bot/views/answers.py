"""Answers to figures, history and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.ledger import Rule, is_opening
from bot.model import (
    NEWS,
    Button,
    Changes,
    ChangeView,
    Claim,
    ClaimFigures,
    Entry,
    Explained,
    HistoryView,
    Kind,
    Opinion,
    Remark,
    SourceFigure,
    Span,
    Statement,
    TableView,
    Text,
    Topic,
    TopicFigures,
    WhyView,
)
from bot.views.kinds import WORDS, dot, entry_word, kind_word
from bot.views.lines import line
from bot.views.naming import (
    NO_SOURCE,
    Setting,
    claim_key,
    dated,
    entry_line,
    figure_line,
    setting,
    source_name,
    surface,
)
from bot.views.quotes import excerpt
from bot.views.rules import posted_in_words, rule_in_words
from bot.views.wording import ago, clean, counted, day, listed, short_id, time_ago, web_address

FIGURE_HEADINGS = ("Claim", "Figure", "Source", "As of", "Printed by")
_OUTLETS = 3
_NO_QUOTE = "none: it was on record from the start"
_KNOWN = "no: it was on record from the start"
_REMARKS = 3
_OPINIONS = {
    Opinion.REJECTED: "called a wrong reading",
    Opinion.RESTORED: "restored",
    Opinion.FLAGGED: "doubted",
}
_BY_PERSONS: Mapping[str, str] = {
    Rule.REJECTED: "rejected by a person as a wrong reading",
    Rule.RESTORED: "restored by a person",
}
"""Entries that are a person's word are no news and no silence of the ledger's."""


def figures_view(figures: TopicFigures, now: datetime) -> TableView:
    """Return a line a source: figure, as of, outlets; the claim is named in its first line."""
    rows = [row for claim in figures.claims for row in _claim_rows(claim, figures.topic, now)]
    disputed = sum(claim.disputed for claim in figures.claims)
    summary = [f"{counted(disputed, 'claim')} disputed" if disputed else "Nothing disputed"]
    if not figures.claims:
        summary = ["No figure on record yet"]
    if figures.unanswered and figures.claims:
        summary.append(f"{counted(figures.unanswered, 'claim')} without a figure yet")
    return TableView(
        title=clean(figures.topic.title),
        headings=FIGURE_HEADINGS,
        rows=tuple(rows),
        note=f"{'; '.join(summary)}. Machine-read: `why CLAIM` shows the quotes.",
    )


def history_view(
    topic: Topic,
    claim: Claim,
    changes: Changes,
    now: datetime,
    rejected: Collection[str] = frozenset(),
) -> HistoryView:
    """Return the last changes, newest first, and what was recorded in silence; what is `rejected` is struck through."""
    gone = {*changes.gone, *rejected}
    silent = Counter({kind: count for kind, count in changes.counts.items() if kind not in NEWS})
    earlier = sum(changes.counts.values()) - silent.total() - len(changes.news)
    notes = []
    if earlier > 0:
        notes.append(f"{counted(earlier, 'earlier change')} not shown.")
    if silent:
        kinds = ", ".join(f"{count} {WORDS[kind].lower()}" for kind, count in silent.most_common())
        notes.append(f"Recorded in silence: {kinds}.")
    if not changes.counts:
        notes.append("Nobody has said anything on this claim yet.")
    return HistoryView(
        title=clean(claim.title),
        question=clean(claim.question),
        changes=tuple(
            _change(entry, topic, changes.before, now, struck=entry.statement.id in gone) for entry in changes.news
        ),
        note=" ".join(notes),
    )


def why_view(explained: Explained, now: datetime, remarks: Sequence[Remark] = ()) -> WhyView:
    """Return quote, speaker, rule in words and what it was compared with, or why nothing was posted.

    `remarks` are what persons said of it, oldest first.
    """
    entry, statement = explained.entry, explained.entry.statement
    scene = Setting(explained.topic, explained.claim, now)
    title = clean(explained.claim.title)
    facts: list[tuple[str, Text]] = [
        ("Figure", entry_line(entry, scene)),
        ("Quote", excerpt(statement) or line(_NO_QUOTE)),
        ("Speaker", line(_speaker(statement, explained.topic))),
        ("As of", line(_as_of(statement, now))),
        ("Printed", line(f"{clean(statement.outlet)}, {day(statement.published, now)}")),
        ("Rule", line(rule_in_words(entry.verdict))),
        *(("Compared with", _compared(old, explained.topic, now)) for old in explained.against),
        ("Posted", line(_KNOWN if is_opening(statement) else posted_in_words(entry.verdict))),
    ]
    if statement.cue:
        facts.insert(3, ("Read because", line(clean(statement.cue))))
    if explained.corrected_by:
        facts.append(("Corrected", line(_corrected(explained.corrected_by, now))))
    facts += [("Said of it", _remark(remark, now)) for remark in remarks[-_REMARKS:]]
    word = entry_word(entry, {old.id: old for old in explained.against})
    return WhyView(
        title=f"{short_id(statement.id)} {dot(entry.verdict.kind)} {word} {title}: {surface(statement)}",
        facts=tuple(facts),
        url=web_address(statement.url),
        buttons=(
            Button(label="History", words=f"history {claim_key(statement.topic, statement.claim)}"),
            Button(label="Restore", words=f"restore {statement.id}", desk=True)
            if _is_rejected(explained, remarks)
            else Button(label="Wrong reading", words=f"reject {statement.id}", desk=True),
        ),
    )


def _is_rejected(explained: Explained, remarks: Sequence[Remark]) -> bool:
    """Return whether a person's last word on it is that it is a wrong reading."""
    said = [remark.opinion for remark in remarks if remark.opinion is not Opinion.FLAGGED]
    by_operator = explained.corrected_by is not None and explained.corrected_by.verdict.rule == Rule.REJECTED
    return said[-1] is Opinion.REJECTED if said else by_operator


def _claim_rows(figures: ClaimFigures, topic: Topic, now: datetime) -> list[tuple[str, ...]]:
    sign = f"{dot(Kind.CONFLICT)} DISPUTED " if figures.disputed else ""
    names = [f"{sign}{clean(figures.claim.title)}", *("" for _ in figures.figures[1:])]
    return [(name, *_cells(figure, topic, now)) for name, figure in zip(names, figures.figures, strict=True)]


def _cells(figure: SourceFigure, topic: Topic, now: datetime) -> tuple[str, ...]:
    statement = figure.statement
    source = NO_SOURCE if statement.source is None else source_name(statement.source, statement.outlet, topic)
    outlets = [clean(outlet) for outlet in figure.outlets]
    return (
        surface(statement),
        source,
        dated(statement, now) or f"printed {day(statement.published, now)}",
        f"{counted(len(outlets), 'outlet')}: {listed(outlets, _OUTLETS)}",
    )


def _change(entry: Entry, topic: Topic, known: Mapping[str, Statement], now: datetime, *, struck: bool) -> ChangeView:
    statement, kind = entry.statement, entry.verdict.kind
    return ChangeView(
        id=short_id(statement.id),
        kind=kind,
        dot=dot(kind),
        word=entry_word(entry, known),
        when=f"{clean(statement.outlet)}, {day(statement.published, now)}",
        line=entry_line(entry, setting(statement, topic, now), dated(statement, now)),
        quote=excerpt(statement),
        struck=struck,
    )


def _speaker(statement: Statement, topic: Topic) -> str:
    if statement.source is None:
        return f"{NO_SOURCE}: {clean(statement.outlet)} speaks for itself"
    name = source_name(statement.source, statement.outlet, topic)
    printed = clean(statement.said_by or "").strip()
    told = f", relayed by {clean(statement.via)}" if statement.via else ""
    return f"“{printed}”, read as {name}{told}" if printed and printed != name else f"{name}{told}"


def _as_of(statement: Statement, now: datetime) -> str:
    when = day(statement.as_of, now)
    return when if statement.dated else f"not stated; taken as the day of printing, {when}"


def _compared(old: Statement, topic: Topic, now: datetime) -> Text:
    scene = setting(old, topic, now)
    return (*figure_line(old, scene, dated(old, now)), Span(f" {short_id(old.id)}"))


def _remark(remark: Remark, now: datetime) -> Text:
    scope = "" if remark.server or remark.platform else ", for everyone"
    return (Span(f"{_OPINIONS[remark.opinion]} by {clean(remark.person)}{scope}, "), time_ago(remark.at, now))


def _corrected(entry: Entry, now: datetime) -> str:
    if entry.verdict.rule in _BY_PERSONS:
        return f"{_BY_PERSONS[entry.verdict.rule]}, {ago(entry.recorded, now)}"
    word = kind_word(entry.verdict.kind, entry.verdict.detail).lower()
    return f"{word} by {short_id(entry.statement.id)}, {ago(entry.recorded, now)}"
