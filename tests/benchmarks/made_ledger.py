"""A ledger of any length as the desk rules judge it: each claim's is the beginning of one long made-up story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from bot.ledger.judgement import judge_claim, withdrawal
from bot.ledger.record import Record
from bot.model import (
    Article,
    ArticleRecord,
    Claim,
    Entry,
    Field,
    Figure,
    Hedge,
    Modality,
    Outcome,
    Series,
    Statement,
    Topic,
    stable_id,
)

BEGINS = datetime(2025, 1, 1, tzinfo=UTC)
TOPICS, CLAIMS = 1_000, 45
SOURCES, OUTLETS = 25, 120
ARTICLE_LENGTH = 20
"""At most so many statements are of one article."""
DROPPED = 0.0004
"""So many articles no longer print their figure in a second version."""
HEDGES = (Hedge.EXACT, Hedge.EXACT, Hedge.EXACT, Hedge.AT_LEAST, Hedge.ABOUT, Hedge.OVER)
STORY = Claim(id="story", title="Dead", question="How many people died?", series=Series.CUMULATIVE, key=True)


def claim(number: int) -> Claim:
    """Make one of a topic's claims."""
    return replace(STORY, id=f"claim-{number}", title=f"Claim {number}")


def topic(number: int) -> Topic:
    """Make one of the topics."""
    claims = tuple(claim(each) for each in range(CLAIMS))
    return Topic(id=f"topic-{number}", title="Topic", language="en", about=(), places={}, sources=(), claims=claims)


def story(length: int) -> list[Entry]:
    """Judge a toll that rises, told by some sources often and by many seldom, most of it said before."""
    chance, record, toll = Random(7), Record(STORY), 20.0  # noqa: S311  the same ledger each time, no secret
    told: list[Entry] = []
    heard = skewed(SOURCES)
    while len(told) < length:
        toll *= 1 + (chance.random() < 0.02) * chance.random() / 20
        number = len(told)
        recorded = BEGINS + timedelta(minutes=10 * number)
        if told and chance.random() < DROPPED and told[-1].corrects is None:
            record = Record(STORY, told, without=[told[-1].statement.id])
            told.append(withdrawal(told[-1], 2, record, recorded))
            record = Record(STORY, told)
            continue
        (source,) = chance.choices(range(SOURCES), cum_weights=heard)
        value = round(toll * (1 - source % 5 / 50))
        told += judge_claim([said(number, value, source, chance, recorded)], record, recorded)
    return told


def said(number: int, value: int, source: int, chance: Random, printed: datetime) -> Statement:
    """Make a statement of usual size."""
    hedge = chance.choice(HEDGES)
    low = None if hedge is Hedge.UNDER else value
    high = None if hedge in {Hedge.AT_LEAST, Hedge.OVER} else value
    outlet = f"Outlet {chance.randrange(OUTLETS)}"
    quote = f"Officials counted {value} people at the harbour, the ministry said, and warned that more may follow. " * 2
    return Statement(
        id=str(number),
        topic="story",
        claim=STORY.id,
        figure=Figure(start=118, end=124, surface=str(value), value=value, low=low, high=high, hedge=hedge),
        field=Field.TEXT,
        source=f"source-{source}" if source % 10 else None,
        said_by="the harbour ministry",
        via=None,
        outlet=outlet,
        url="",
        article=str(number),
        version=1,
        published=printed,
        as_of=printed.date() - timedelta(days=chance.randrange(3)),
        dated=chance.random() < 0.3,
        modality=Modality.ACTUAL,
        background=False,
        quote=f"{number}: {quote}",
        quote_start=100,
        cue="counts people, event counted, place harbour",
    )


def skewed(count: int) -> list[float]:
    """Return shares by which the first gets twice what the second gets, three times the third's, and so on."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


@dataclass(slots=True)
class Told:
    """What of the story a claim's ledger has."""

    ids: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)


class MadeLedger:
    """Grows a ledger entry by entry; some topics and claims are written about far more than others."""

    def __init__(self, told: Sequence[Entry], name: str = "") -> None:
        """`name` sets the ids of one ledger apart from those of another."""
        self.story = told
        self.places = {entry.statement.id: place for place, entry in enumerate(told)}
        self._name = name
        self._rows = 0
        self.told: dict[tuple[int, int], Told] = {}
        self._article, self._articles, self._of_article = "", 0, set[tuple[int, int]]()
        self._again: set[str] = set()
        """Articles with a second version."""
        self.articles: list[ArticleRecord] = []
        """Whoever takes them, empties the list."""

    def grow(self, rows: int) -> Iterator[Entry]:
        """Yield so many entries more."""
        chance = Random(self._rows)  # noqa: S311  the same ledger each time, no secret
        topics, claims = skewed(TOPICS), skewed(CLAIMS)
        for _ in range(rows):
            (topic_number,) = chance.choices(range(TOPICS), cum_weights=topics)
            (claim_number,) = chance.choices(range(CLAIMS), cum_weights=claims)
            yield self.next(topic_number, claim_number)

    def next(self, topic_number: int, claim_number: int) -> Entry:
        """Return the next entry on a claim."""
        key = (topic_number, claim_number)
        told = self.told.setdefault(key, Told())
        made = self.story[len(told.ids)]
        self._rows += 1
        recorded = BEGINS + timedelta(seconds=self._rows)
        told.ids.append(self._id(key, told, made))
        told.articles.append(self._printed_in(key, told, made, recorded))
        return self._renamed(made, told, key, recorded)

    def _id(self, key: tuple[int, int], told: Told, made: Entry) -> str:
        if made.corrects is None:
            return stable_id(self._name, *map(str, key), str(len(told.ids)))
        return stable_id("dropped", told.ids[self.places[made.corrects]], str(made.statement.version))

    def _printed_in(self, key: tuple[int, int], told: Told, made: Entry, recorded: datetime) -> str:
        """Return the article of an entry; one article says several things, each on another claim."""
        if made.corrects is not None:
            article = told.articles[self.places[made.corrects]]
            if article not in self._again:
                self._again.add(article)
                self.articles.append(printed(article, made.statement.version, recorded))
            return article
        if key in self._of_article or len(self._of_article) % ARTICLE_LENGTH == 0:
            self._articles += 1
            self._article = f"https://outlet.example/{self._name}/2026/01/22/{self._articles}"
            self._of_article = set()
            self.articles.append(printed(self._article, 1, recorded))
        self._of_article.add(key)
        return self._article

    def _renamed(self, made: Entry, told: Told, key: tuple[int, int], recorded: datetime) -> Entry:
        article = told.articles[-1]
        statement = replace(
            made.statement,
            id=told.ids[-1],
            topic=f"topic-{key[0]}",
            claim=f"claim-{key[1]}",
            article=article,
            url=article,
        )
        against = tuple(told.ids[self.places[old]] for old in made.verdict.against)
        return Entry(
            statement=statement,
            verdict=replace(made.verdict, against=against),
            recorded=recorded,
            corrects=None if made.corrects is None else told.ids[self.places[made.corrects]],
        )


def printed(article: str, version: int, seen: datetime) -> ArticleRecord:
    """Make the record of an article whose text was forgotten."""
    made = Article(id=article, url=article, outlet="Outlet", published=seen, title="", text="", version=version)
    return ArticleRecord(article=made, feed=None, first_seen=seen, outcome=Outcome.MATCHED, reason="")
