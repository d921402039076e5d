"""Everything that is looked at, in order, in one snapshot of the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.storage import schema
from adapters.storage.faults import explained
from adapters.storage.tables import ARTICLES, LEDGER, POSTS
from adapters.storage.verifying.ledger import look_at_claim, look_at_matched, look_at_numbers, look_at_topic
from adapters.storage.verifying.outbox import look_at_doubles, look_at_posts
from adapters.storage.verifying.references import look_at_pointers, look_at_schema
from bot.model import Damage, Finding, Topic
from bot.soundness import Entries, Numbers, unchecked


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What `tallywire db verify` tells."""

    database: str
    entries: int
    articles: int
    posts: int
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    """Topics and claims whose verdicts could not be replayed, since no topic file has them."""


def verify(
    connection: Connection, database: str, topics: Mapping[str, Topic], faults: Callable[[Connection], Sequence[str]]
) -> Verified:
    """Look a whole database over; `faults` is its own check of pages and keys. Nothing is changed."""
    schema.check(connection, database)
    findings = [Finding(damage=Damage.FILE, where=database, detail=fault) for fault in faults(connection)]
    numbers = Numbers(gapless=connection.dialect.name == "sqlite")
    cited: set[str] = set()

    def topic_by_topic() -> Iterator[Finding]:
        for topic in sorted(numbers.claims):
            entries = Entries(numbers.known)
            yield from look_at_topic(connection, topic, entries)
            cited.update(entries.articles)
            known = topics.get(topic)
            if known is not None:
                for claim in known.claims:
                    yield from look_at_claim(connection, known, claim)

    for what, looked in (
        ("schema", look_at_schema(connection)),
        ("ledger", look_at_numbers(connection, numbers)),
        ("ledger", topic_by_topic()),
        ("articles", look_at_matched(connection, cited)),
        ("posts", look_at_posts(connection)),
        ("posts", look_at_doubles(connection)),
        ("references", look_at_pointers(connection)),
    ):
        findings += _survived(what, looked, database)
    return Verified(
        database=database,
        entries=connection.scalar(select(func.count()).select_from(LEDGER)) or 0,
        articles=connection.scalar(select(func.count()).select_from(ARTICLES)) or 0,
        posts=connection.scalar(select(func.count()).select_from(POSTS)) or 0,
        findings=tuple(findings),
        unchecked=unchecked(numbers.claims, topics),
    )


def _survived(what: str, looked: Iterable[Finding], database: str) -> list[Finding]:
    """Return the findings of one look; one that the database cannot answer is itself a finding."""
    found: list[Finding] = []
    try:
        found.extend(looked)
    except (SQLAlchemyError, ValueError) as error:
        found.append(Finding(damage=Damage.UNREADABLE, where=f"the {what}", detail=str(explained(error, database))))
    return found
