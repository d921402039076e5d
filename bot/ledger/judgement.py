"""An article's statements against the ledger: every statement in gives one entry out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ledger.history import History
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
    past = History.of(history)
    earlier = [pair for known in sorted(versions) for pair in earlier_versions(past, *known)]
    for entry, _ in earlier:
        if entry.statement.claim in claims:
            told.setdefault(entry.statement.claim, [])
    entries: list[Entry] = []
    for claim_id, on_claim in told.items():
        gone = dropped(on_claim, past.on_claim(claim_id), [pair for pair in earlier if is_on(claim_id, *pair)])
        record = record_without([entry for entry, _ in gone], past, claims[claim_id])
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


def earlier_versions(past: History, article: str, version: int) -> Iterator[tuple[Entry, int]]:
    """Yield the entries of an article's earlier versions, with the version at hand."""
    for entry in past.of_article(article):
        if is_earlier_version(entry.statement, article, version):
            yield entry, version


def is_on(claim: str, entry: Entry, version: int) -> bool:
    """Tell an entry on a claim."""
    del version
    return entry.statement.claim == claim


def record_without(gone: Sequence[Entry], past: History, claim: Claim) -> Record:
    """Return what is on record for a claim once some entries are gone."""
    if not gone:
        return past.record(claim)
    return Record(claim, past.on_claim(claim.id), without=(entry.statement.id for entry in gone))


def is_earlier_version(statement: Statement, article: str, version: int) -> bool:
    """Tell a statement of an earlier version of the same article."""
    return statement.article == article and statement.version < version


def dropped(
    statements: Iterable[Statement], history: Sequence[Entry], earlier: Sequence[tuple[Entry, int]]
) -> list[tuple[Entry, int]]:
    """Return the figures of earlier versions whose source this version no longer quotes, with its version.

    A source that the new version quotes with another figure on the claim has not been dropped but has moved on.
    """
    if not earlier:
        return []
    still_heard = {source_key(statement) for statement in statements}
    corrected = overruled(history)
    return [
        (entry, version)
        for entry, version in earlier
        if counts(entry)
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
