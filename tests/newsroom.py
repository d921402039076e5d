"""A small made-up newsroom: a storm's toll with its ministry, agency and outlets, for tests of what people see."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.model import (
    Alert,
    AlertLevel,
    Claim,
    Entry,
    Field,
    Figure,
    Hedge,
    Kind,
    Modality,
    Post,
    Series,
    Source,
    Statement,
    Topic,
    Verdict,
)

NOW = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
DEAD = Claim(
    id="storm-dead",
    title="Storm dead",
    question="How many people did the storm kill?",
    series=Series.CUMULATIVE,
    key=True,
)
MISSING = Claim(id="storm-missing", title="Missing", question="How many people are missing?", series=Series.STOCK)
HOMES = Claim(id="homes", title="Homes destroyed", question="How many homes were destroyed?", unit="homes")
ESCAPED = Claim(
    id="escaped",
    title="Harbour prison escapees",
    question="How many inmates escaped from Harbour prison?",
    unit="inmates",
)
CEILING = Claim(
    id="ceiling", title="Beds planned", question="How many beds are planned?", series=Series.CEILING, unit="beds"
)
TOPIC = Topic(
    id="storm",
    title="The storm",
    language="en",
    about=(("storm",),),
    places={},
    sources=(
        Source(id="ministry", name="Northland government", aliases=("Northland's interior ministry", "Ana Berg")),
        Source(id="agency", name="National Disaster Agency", aliases=("NDA", "disaster agency")),
        Source(id="guards", name="Prison guards and unions", aliases=("guards' union", "union media")),
    ),
    claims=(DEAD, MISSING, HOMES, ESCAPED, CEILING),
)
TOPICS = {TOPIC.id: TOPIC}
_numbers = count(1)


def figure(surface: str, value: float | None = None, hedge: Hedge = Hedge.EXACT, start: int = 10) -> Figure:
    """Make a figure as printed, with the bounds its hedge gives."""
    low = value if hedge in {Hedge.EXACT, Hedge.ABOUT, Hedge.OVER, Hedge.AT_LEAST} else None
    high = value if hedge in {Hedge.EXACT, Hedge.ABOUT, Hedge.UNDER, Hedge.UP_TO, Hedge.NEARLY} else None
    return Figure(start=start, end=start + len(surface), surface=surface, value=value, low=low, high=high, hedge=hedge)


def statement(
    surface: str,
    value: float | None = None,
    hedge: Hedge = Hedge.EXACT,
    *,
    claim: Claim = DEAD,
    source: str | None = "agency",
    said_by: str | None = None,
    outlet: str = "Coast Herald",
    as_of: date | None = None,
    published: datetime = NOW - timedelta(hours=3),
    quote: str = "Rescuers counted {} people by noon.",
    via: str | None = None,
    modality: Modality = Modality.ACTUAL,
    field: Field = Field.TEXT,
) -> Statement:
    """Make a statement; `{}` in the quote is where the figure stands."""
    number = next(_numbers)
    before = quote.partition("{}")[0]
    return Statement(
        id=f"{number:05}ABCDE",
        topic=TOPIC.id,
        claim=claim.id,
        figure=figure(surface, value, hedge, start=100 + len(before)),
        field=field,
        source=source,
        said_by=said_by,
        via=via,
        outlet=outlet,
        url=f"https://news.example/{number}",
        article=f"article-{number}",
        version=1,
        published=published,
        as_of=as_of or published.date(),
        dated=as_of is not None,
        modality=modality,
        background=False,
        quote=quote.replace("{}", surface),
        quote_start=100,
    )


def alert(kind: Kind, new: Statement, *against: Statement, detail: str = "", rule: str = "6 new source") -> Alert:
    """Make an alert about a statement."""
    verdict = Verdict(kind=kind, rule=rule, against=tuple(old.id for old in against), detail=detail)
    return Alert(
        id=new.id,
        topic=new.topic,
        claim=new.claim,
        kind=kind,
        level=AlertLevel.NOTE if kind is Kind.NOTE else AlertLevel.ALERT,
        statement=new,
        against=against,
        verdict=verdict,
    )


def post(*alerts: Alert, read: datetime = NOW - timedelta(minutes=2)) -> Post:
    """Make the post that carries these alerts of one article."""
    lead = alerts[0].statement
    return Post(
        key="key",
        platform="console",
        channel="desk",
        article=lead.article,
        outlet=lead.outlet,
        url=lead.url,
        published=lead.published,
        read=read,
        alerts=alerts,
    )


def entry(
    new: Statement,
    kind: Kind = Kind.FIRST,
    *against: Statement,
    rule: str = "3 first number",
    detail: str = "",
    recorded: datetime | None = None,
) -> Entry:
    """Make a ledger entry, recorded when it was printed unless told otherwise."""
    verdict = Verdict(kind=kind, rule=rule, against=tuple(old.id for old in against), detail=detail)
    return Entry(statement=new, verdict=verdict, recorded=recorded or new.published)


def ledger(*entries: Entry) -> Sequence[Entry]:
    """Return entries in order of arrival."""
    return entries
