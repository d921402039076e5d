"""Is what is stored sound? Rows of the ledger and the outbox in, findings out. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain

from bot.ledger import replay
from bot.model import (
    NEWS,
    Amendment,
    Damage,
    Entry,
    Field,
    Finding,
    LedgerRow,
    Outgoing,
    Post,
    PostRow,
    PostState,
    Print,
    Statement,
    Topic,
)

CLOCKS_APART = timedelta(minutes=10)
"""Processes take the time from clocks of their own: an entry may be this much older than what precedes it."""
MOST_OF_ONE_CLAIM = 5
"""Verdicts of one claim that are told one by one: after some, all that follow are of one cause."""

Fault = tuple[Damage, str]
"""What is wrong, and the rest of a sentence about it."""


class Numbers:
    """Looks at the order of arrival of the whole ledger, and keeps what others point at."""

    def __init__(self, *, gapless: bool) -> None:
        """`gapless`: numbers are given without holes, so that a hole is a loss."""
        self._gapless = gapless
        self._last = 0
        self.known: set[str] = set()
        """Ids of all statements."""
        self.claims: defaultdict[str, set[str]] = defaultdict(set)
        """Claims with a statement, by topic."""

    def look(self, seq: int, known_as: str, topic: str, claim: str) -> Iterator[Finding]:
        """Yield what is missing before the next row."""
        if self._gapless and seq != self._last + 1:
            detail = f"comes after a hole: {numbers(self._last + 1, seq - 1)} missing"
            yield Finding(damage=Damage.GAP, where=entry_name(known_as, seq), detail=detail)
        self._last = seq
        self.known.add(known_as)
        self.claims[topic].add(claim)

    def end(self, given: int) -> Iterator[Finding]:
        """Yield what is missing at the end; `given` is the last number that was ever given."""
        if given > self._last:
            detail = f"is cut off: {numbers(self._last + 1, given)} missing"
            yield Finding(damage=Damage.GAP, where="the ledger's end", detail=detail)


def numbers(first: int, last: int) -> str:
    """Return `number 7 is` or `numbers 7 to 9 are`."""
    return f"number {first} is" if first == last else f"numbers {first} to {last} are"


class Entries:
    """Looks at the rows of one topic, in order of arrival, and keeps none of them."""

    def __init__(self, known: Collection[str]) -> None:
        """`known` are the ids of all statements there are."""
        self._known = known
        self._newest: datetime | None = None
        self._said: set[int] = set()
        self.articles: set[str] = set()
        """Articles that brought a statement."""

    def look(self, row: LedgerRow, printed: Mapping[tuple[str, int], Print]) -> Iterator[Finding]:
        """Yield what is wrong with the next row; `printed` are the article versions that it may quote."""
        where, entry = entry_name(row.id, row.seq), row.entry
        if entry is None:
            yield Finding(damage=Damage.UNREADABLE, where=where, detail=f"cannot be read ({row.fault})")
            return
        self.articles.add(entry.statement.article)
        if not row.sealed:
            yield Finding(damage=Damage.SEAL, where=where, detail="was changed since it was written")
        for damage, detail in chain(
            misfiled(row, entry), self._misplaced(entry), dangling(entry, self._known), misquoted(entry, printed)
        ):
            yield Finding(damage=damage, where=where, detail=detail)

    def _misplaced(self, entry: Entry) -> Iterator[Fault]:
        """Tell an entry out of its place in time, or there twice."""
        if self._newest is not None and entry.recorded < self._newest - CLOCKS_APART:
            yield Damage.ORDER, f"was recorded at {entry.recorded:%Y-%m-%d %H:%M:%S}, long before what precedes it"
        self._newest = max(entry.recorded, self._newest or entry.recorded)
        statement = entry.statement
        place = (statement.article, statement.version, statement.claim, statement.field, statement.figure.start)
        # One number a statement: a million tuples would fill the memory.
        same = hash((*place, entry.verdict.rule, entry.recorded, entry.corrects))
        if statement.quote and same in self._said:
            yield Damage.TWICE, "says what another entry says, under another id"
        self._said.add(same)


def entry_name(known_as: str, seq: int) -> str:
    """Return what a person finds an entry by."""
    return f"ledger entry {known_as} (number {seq})"


def misfiled(row: LedgerRow, entry: Entry) -> Iterator[Fault]:
    """Tell an entry whose columns say something else than it does."""
    statement = entry.statement
    told = {"id": statement.id, "topic": statement.topic, "claim": statement.claim, "corrects": entry.corrects}
    columns = {"id": row.id, "topic": row.topic, "claim": row.claim, "corrects": row.corrects}
    if row.news is not (entry.verdict.kind in NEWS):
        yield Damage.COLUMNS, "is filed as news and is none, or the other way round"
    differs = [name for name, value in told.items() if columns[name] != value]
    if differs:
        yield Damage.COLUMNS, f"is filed under another {' and '.join(differs)}"


def dangling(entry: Entry, known: Collection[str]) -> Iterator[Fault]:
    """Tell an entry that points at statements that are not on record."""
    lost = [each for each in entry.verdict.against if each not in known]
    if lost:
        yield Damage.REFERENCE, f"was compared with {', '.join(lost)}, which is not on record"
    if entry.corrects is not None and entry.corrects not in known:
        yield Damage.REFERENCE, f"corrects {entry.corrects}, which is not on record"


def misquoted(entry: Entry, printed: Mapping[tuple[str, int], Print]) -> Iterator[Fault]:
    """Tell an entry whose article is not on record, or does not print what is quoted from it."""
    statement = entry.statement
    if not statement.quote:
        return  # what the topic file has on record quotes nothing
    version = printed.get((statement.article, statement.version))
    if version is None:
        yield (
            Damage.REFERENCE,
            f"quotes version {statement.version} of article {statement.article}, which is not on record",
        )
    elif entry.corrects is None and not prints(version, statement):
        yield Damage.QUOTE, f"quotes article {statement.article}, which does not print that there"


def prints(version: Print, statement: Statement) -> bool:
    """Tell whether an article prints quote and figure where a statement says; a forgotten text is believed."""
    field = version.title if statement.field is Field.TITLE else version.text
    if statement.field is Field.TEXT and not field:
        return True
    quote, figure = statement.quote, statement.figure
    return field.startswith(quote, statement.quote_start) and field[figure.start : figure.end] == figure.surface


def misjudged(topic: Topic, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield where the desk rules give another verdict; `entries` are all of the topic, in order of arrival."""
    claims: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        claims[entry.statement.claim].append(entry)
    for claim in topic.claims:
        found = list(replay(claim, claims.get(claim.id, ())))
        for mismatch in found[:MOST_OF_ONE_CLAIM]:
            expected = mismatch.expected
            ends = "" if expected is None else f"; the desk rules make it {expected.kind.value} (rule {expected.rule})"
            where = f"ledger entry {mismatch.entry.statement.id} on {claim.id}"
            yield Finding(damage=Damage.VERDICT, where=where, detail=f"{mismatch.why}{ends}")
        if len(found) > MOST_OF_ONE_CLAIM:
            more = len(found) - MOST_OF_ONE_CLAIM
            detail = f"has {more} more verdicts that come out otherwise"
            yield Finding(damage=Damage.VERDICT, where=f"claim {claim.id} of {topic.id}", detail=detail)


def check_post(row: PostRow, statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """Yield what is wrong with a post; `statements` are those on record of the ids that it carries."""
    where = f"post {'/'.join(filter(None, row.address))} (number {row.seq})"
    for detail in contradictions(row):
        yield Finding(damage=Damage.OUTBOX, where=where, detail=detail)
    if row.post is None:
        yield Finding(damage=Damage.UNREADABLE, where=where, detail=f"cannot be read ({row.fault})")
        return
    post = row.post
    if (post.platform, post.server, post.channel, post.key) != row.address:
        yield Finding(damage=Damage.COLUMNS, where=where, detail="is filed under another channel or key")
    for detail in mistold(post, row.carried, statements):
        yield Finding(damage=Damage.ALERT, where=where, detail=detail)


def contradictions(row: PostRow) -> Iterator[str]:
    """Yield how a post's columns contradict each other."""
    ended = row.state in {PostState.POSTED, PostState.REFUSED}
    if row.state not in set(PostState):
        yield f"has a state that there is not: {row.state[:40]!r}"
    if row.state == PostState.POSTED and row.message is None:
        yield "is posted, and nobody knows as which message"
    if ended != row.settled:
        yield "is posted or refused without a time" if ended else "waits, and has a time at which it was posted"
    if row.state == PostState.LEASED and not row.leased:
        yield "is being delivered, and nothing says until when"
    if row.attempts < 0 or row.fence < row.attempts:
        yield f"counts {row.attempts} failed attempts, and was taken {row.fence} times"


def mistold(post: Outgoing, carried: Collection[str], statements: Mapping[str, Statement]) -> Iterator[str]:
    """Yield how a post tells something else than the ledger."""
    original = post.post if isinstance(post, Amendment) else post
    alerts = original.alerts if isinstance(original, Post) else ()
    told = dict.fromkeys(alert.id for alert in alerts)
    lost = [each for each in told if each not in statements]
    if lost:
        yield f"tells of {', '.join(lost)}, which is not in the ledger"
    if any(alert.statement != statements.get(alert.id, alert.statement) for alert in alerts):
        yield "quotes a statement otherwise than the ledger has it"
    if set(carried) != (set(told) if isinstance(post, Post) else set()):
        yield "is not found under the statements that it tells of"


def unsaid(matched: Iterable[str], cited: Collection[str]) -> Iterator[Finding]:
    """Yield articles that are said to have brought statements, and brought none."""
    for article in matched:
        if article not in cited:
            detail = "is recorded as matched, and the ledger has nothing of it"
            yield Finding(damage=Damage.MISREAD, where=f"article {article}", detail=detail)


def unchecked(claims: Mapping[str, Collection[str]], topics: Mapping[str, Topic]) -> tuple[str, ...]:
    """Return the topics and claims of the ledger that no topic file has any more: their verdicts are not replayed."""
    gone = []
    for topic, used in sorted(claims.items()):
        if topic not in topics:
            gone.append(topic)
        else:
            known = {claim.id for claim in topics[topic].claims}
            gone += [f"{topic}/{claim}" for claim in sorted(used) if claim not in known]
    return tuple(gone)
