"""A new version of an article, compared by its figures with the version before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.ledger.history import History
from bot.ledger.judgement import is_earlier_version, judge_claim, record_without, withdrawal
from bot.ledger.record import counts, overruled, source_key, voice
from bot.ledger.rules import Rule
from bot.ledger.statements import is_comparable
from bot.model import Article, Claim, Entry, Hedge, Kind, Modality, Number, Statement, Topic

FigureKey = tuple[str, str, Modality, bool, Hedge, Number | None, Number | None, Number | None]


def judge_version(
    before: Sequence[Statement],
    after: Sequence[Statement],
    history: Sequence[Entry],
    topic: Topic,
    recorded: datetime,
    *,
    article: Article,
    fuller: bool = False,
) -> tuple[Entry, ...]:
    """Judge what a new version of an article changes in figures; no entry is made for what it prints as before.

    `before` and `after` are the statements of both versions as read today, `history` is the topic's ledger in order of
    arrival. A version that is only told more fully (the page after its summary) withdraws nothing.
    """
    known = {figure_key(statement) for statement in before}
    kept = {figure_key(statement) for statement in after}
    added: dict[str, list[Statement]] = defaultdict(list)
    for statement in after:
        if figure_key(statement) not in known:
            added[statement.claim].append(statement)
    past = History.of(history)
    told = {*added, *(entry.statement.claim for entry in past.of_article(article.id))}
    entries: list[Entry] = []
    for claim in topic.claims:
        if claim.id in told:
            gone = no_longer_printed(past.on_claim(claim.id), article, known - kept)
            judged = judge_changes(added[claim.id], gone, past, claim, recorded, article, fuller=fuller)
            entries.extend(judged)
    return tuple(entries)


def judge_changes(
    added: Sequence[Statement],
    gone: Sequence[Entry],
    past: History,
    claim: Claim,
    recorded: datetime,
    article: Article,
    *,
    fuller: bool,
) -> list[Entry]:
    """Judge an edit on one claim; what is beside the comparison is no edit of its own."""
    told = [statement for statement in added if is_comparable(statement, claim) or is_denial(statement)]
    if not told and not gone:
        return []
    heard = {voice(statement) for statement in told}
    replaced = [entry for entry in gone if source_key(entry.statement) in heard]
    dropped = [] if fuller else [entry for entry in gone if entry not in replaced]
    record = record_without(dropped, past, claim)
    record.edited_out = frozenset(entry.statement.id for entry in replaced)
    record.put_back = put_back(told, past.of_article(article.id), claim)
    withdrawn = [withdrawal(entry, article.version, record, recorded) for entry in dropped]
    return [*withdrawn, *judge_claim(added, record, recorded)]


def no_longer_printed(past: Iterable[Entry], article: Article, gone: set[FigureKey]) -> list[Entry]:
    """Return the article's entries that still count and whose figure is gone."""
    entries = tuple(past)
    corrected = overruled(entries)
    return [
        entry
        for entry in entries
        if is_earlier_version(entry.statement, article.id, article.version)
        and counts(entry)
        and entry.verdict.kind is not Kind.WITHDRAWN
        and entry.statement.id not in corrected
        and figure_key(entry.statement) in gone
    ]


def put_back(told: Iterable[Statement], printed: Iterable[Entry], claim: Claim) -> frozenset[str]:
    """Return the ids of statements on a claim that earlier versions of their article had, and dropped."""
    dropped = {
        figure_key(entry.statement)
        for entry in printed
        if entry.verdict.rule == Rule.DROPPED and entry.statement.claim == claim.id
    }
    return frozenset(statement.id for statement in told if figure_key(statement) in dropped)


def is_denial(statement: Statement) -> bool:
    """Tell a denial, which may take a figure back."""
    return statement.modality is Modality.DENIED and not statement.background


def figure_key(statement: Statement) -> FigureKey:
    """Return what makes a figure the same in two versions: claim, speaker, manner and number, wherever it stands."""
    figure = statement.figure
    return (
        statement.claim,
        voice(statement),
        statement.modality,
        statement.background,
        figure.hedge,
        figure.value,
        figure.low,
        figure.high,
    )
