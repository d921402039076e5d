"""What a topic file has on record when the bot starts, as ledger entries."""

from datetime import UTC, datetime, time

from bot.ledger.record import Record
from bot.ledger.verdicts import decide
from bot.model import Claim, Entry, Field, Modality, OnRecord, Series, Statement, Topic, stable_id

ON_RECORD = "on record in the topic file"
"""Why an opening statement answers its claim."""


def is_opening(statement: Statement) -> bool:
    """Return whether the desk knew a statement before it began to read: it is no news."""
    return statement.cue == ON_RECORD


def opening_entries(topic: Topic, recorded: datetime) -> tuple[Entry, ...]:
    """Return an entry for each figure of the topic file, judged in order of the file; none of them is to be posted."""
    entries = []
    for claim in topic.claims:
        record = Record(claim)
        for figure in claim.on_record:
            said = record.hear(opening_statement(figure, claim, topic))
            entry = Entry(statement=said.statement, verdict=decide(said, record), recorded=recorded)
            record.add(entry)
            entries.append(entry)
    return tuple(entries)


def opening_statement(on_record: OnRecord, claim: Claim, topic: Topic) -> Statement:
    """Return the statement behind a figure on record; the desk vouches for its day, and no quote is kept."""
    parts = (topic.id, claim.id, on_record.source or "", on_record.outlet, on_record.url, on_record.figure.surface)
    return Statement(
        id=stable_id(*parts, on_record.as_of.isoformat()),
        topic=topic.id,
        claim=claim.id,
        figure=on_record.figure,
        field=Field.TEXT,
        source=on_record.source,
        said_by=None,
        via=None,
        outlet=on_record.outlet,
        url=on_record.url,
        article=on_record.url,
        version=1,
        published=datetime.combine(on_record.as_of, time(), UTC),
        as_of=on_record.as_of,
        dated=True,
        modality=Modality.PLANNED_CEILING if claim.series is Series.CEILING else Modality.ACTUAL,
        background=False,
        quote="",
        quote_start=0,
        cue=ON_RECORD,
    )
