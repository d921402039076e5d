"""An article's statements against the ledger: every statement in gives one entry out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ledger.record import Record, counts, overruled, source_key
from bot.ledger.reprints import with_variant
from bot.ledger.rivals import ids, own_then_others
from bot.ledger.rules import Rule
from bot.ledger.statements import in_order_of_print, wordings
from bot.ledger.verdicts import decide
from bot.model import Article, Claim, Entry, Kind, Statement, Topic, Verdict, stable_id


def judge(statement: Statement, history: Sequence[Entry], claim: Claim) -> Verdict:
    """Return what the statement does to its claim; `history` is the claim's entries in order of arrival."""
    record = Record(claim, history)
    return decide(record.hear(statement), record)


def judge_article(
    statements: Sequence[Statement],
    history: Sequence[Entry],
    topic: Topic,
    recorded: datetime,
    *,
    article: Article | None = None,
) -> tuple[Entry, ...]:
    """Judge the statements of one article version, later ones in the light of earlier ones.

    `history` is the topic's ledger in order of arrival. Every statement enters, merged wordings as repeats of what
    they were merged into. A figure that an earlier version printed and this one drops adds an entry of its own; a
    version without any statement is only known to drop them when `article` names it. Entries come claim by claim, in
    the order in which they were judged.
    """
    versions = {(statement.article, statement.version) for statement in statements}
    if article is not None:
        versions.add((article.id, article.version))
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in in_order_of_print(statements):
        told[statement.claim].append(statement)
    claims = {claim.id: claim for claim in topic.claims}
    past: dict[str, list[Entry]] = defaultdict(list)
    for entry in history:
        past[entry.statement.claim].append(entry)
        if entry.statement.claim in claims and any(is_earlier_version(entry.statement, *known) for known in versions):
            told.setdefault(entry.statement.claim, [])
    entries: list[Entry] = []
    for claim_id, on_claim in told.items():
        gone = dropped(on_claim, past[claim_id], versions)
        record = Record(claims[claim_id], past[claim_id], without=(entry.statement.id for entry, _ in gone))
        entries.extend(withdrawal(entry, version, record, recorded) for entry, version in gone)
        entries.extend(judge_claim(on_claim, record, recorded))
    return tuple(entries)


def judge_claim(statements: Sequence[Statement], record: Record, recorded: datetime) -> list[Entry]:
    """Judge an article's statements on one claim; the record grows with them."""
    entries = []
    for wording in wordings([with_variant(statement, record) for statement in statements], record.claim):
        said = record.hear(wording.statement)
        verdict = decide(said, record)
        # A source takes back its figure wherever it was printed; the entry points at the latest printing.
        corrects = verdict.against[0] if verdict.kind is Kind.WITHDRAWN else None
        entry = Entry(statement=said.statement, verdict=verdict, recorded=recorded, corrects=corrects)
        record.add(entry)
        entries.append(entry)
        again = Verdict(kind=Kind.REPEAT, rule=Rule.MERGED, against=(wording.statement.id,))
        entries.extend(Entry(statement=merged, verdict=again, recorded=recorded) for merged in wording.merged)
    return entries


def is_earlier_version(statement: Statement, article: str, version: int) -> bool:
    """Tell a statement of an earlier version of the same article."""
    return statement.article == article and statement.version < version


def dropped(
    statements: Iterable[Statement], history: Sequence[Entry], versions: Iterable[tuple[str, int]]
) -> list[tuple[Entry, int]]:
    """Return the figures of earlier versions whose source this version no longer quotes, with its version.

    A source that the new version quotes with another figure on the claim has not been dropped but has moved on.
    """
    still_heard = {source_key(statement) for statement in statements}
    corrected = overruled(history)
    return [
        (entry, version)
        for article, version in versions
        for entry in history
        if is_earlier_version(entry.statement, article, version)
        and counts(entry)
        and entry.verdict.kind is not Kind.WITHDRAWN
        and entry.statement.id not in corrected
        and source_key(entry.statement) not in still_heard
    ]


def withdrawal(entry: Entry, version: int, record: Record, recorded: datetime) -> Entry:
    """Return the entry that takes a figure out of the record because its article no longer prints it."""
    gone = replace(entry.statement, id=stable_id("dropped", entry.statement.id, str(version)), version=version)
    against = (entry.statement.id, *ids(own_then_others(record.hear(gone), record)))
    verdict = Verdict(kind=Kind.WITHDRAWN, rule=Rule.DROPPED, against=against, detail="dropped by the outlet")
    return Entry(statement=gone, verdict=verdict, recorded=recorded, corrects=entry.statement.id)
