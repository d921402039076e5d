"""figures, history, why and since: what is on record."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.commands.current import figures_seen
from bot.commands.desk import Desk, entries_seen, rejected_in
from bot.commands.explain import explained, looks_like_id, newest
from bot.commands.names import Asked, find_claim, find_figures, shown_claims
from bot.commands.request import Answer, Attachment, Request
from bot.commands.shapes import read_page, read_span
from bot.errors import UnknownName
from bot.ledger import changes_of, is_opening, overruled
from bot.model import NEWS, Button, Changes, Entry, Explained, Statement, Topic, TopicFigures
from bot.views import history_view, why_view
from bot.views.figures import figures_page
from bot.views.naming import claim_key, topic_key
from bot.views.news import since_view

Given = Mapping[str, str]
"""Arguments by name."""

LAST_CHANGES = 5
SINCE = "8h"


async def current_figures(
    words: Sequence[str], desk: Desk, rejected: frozenset[str] = frozenset()
) -> tuple[TopicFigures, ...]:
    """Return the current figures of the topics and claims that the words ask for."""
    found = find_figures(desk.topics, words)
    return tuple([await _figures_of(topic, [claim.id for claim in claims], desk, rejected) for topic, claims in found])


async def claim_history(words: Sequence[str], desk: Desk) -> tuple[Asked, tuple[Entry, ...]]:
    """Return the claim that the words name, and its ledger in order of arrival."""
    asked = find_claim(desk.topics, " ".join(words))
    return asked, await desk.store.entries(asked.topic.id, asked.claim.id)


async def claim_changes(words: Sequence[str], desk: Desk, limit: int = LAST_CHANGES) -> tuple[Asked, Changes]:
    """Return the claim that the words name, and its last changes."""
    asked = find_claim(desk.topics, " ".join(words))
    topic, claim = asked.topic.id, asked.claim.id
    found = await desk.store.last_changes(topic, claim, limit)
    return asked, found or changes_of(await desk.store.entries(topic, claim), limit)


async def explanation(words: Sequence[str], desk: Desk) -> Explained:
    """Return what is known of a statement, by its id, or of the latest news on a claim."""
    wanted = " ".join(words)
    found = await desk.store.find_entries(wanted.removeprefix("#")) if looks_like_id(wanted) else ()
    if found:
        entry = newest(found, wanted)
        return explained(entry, await desk.store.about(entry), desk.topics.get(entry.statement.topic))
    if wanted.startswith("#"):
        raise UnknownName(
            f"No statement on record has an id that starts with {wanted}: posts and `history` print them."
        )
    asked, changes = await claim_changes(words, desk, 1)
    latest = changes.news or (await desk.store.entries(asked.topic.id, asked.claim.id))[-1:]
    if not latest:
        raise UnknownName(f"Nobody has said anything on '{asked.claim.id}' yet, so there is nothing to explain.")
    return explained(latest[0], await desk.store.about(latest[0]), asked.topic)


async def figures(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with five claims a page."""
    words = given.get("of", "").split()
    found = await current_figures(words, desk, await rejected_in(request.place, desk))
    asked = f"figures {_again(words, found)}".rstrip()
    return Answer(
        views=(figures_page(found, read_page(given.get("page", "1")), asked, desk.now),), buttons=_share(asked)
    )


async def history(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with the series as a picture, and the last changes as text."""
    rejected = await rejected_in(request.place, desk)
    asked, changes = await claim_changes(given["claim"].split(), desk)
    view = history_view(asked.topic, asked.claim, changes, desk.now, rejected)
    key = claim_key(asked.topic.id, asked.claim.id)
    return Answer(views=(view,), files=await _picture(asked, desk, rejected), buttons=_share(f"history {key}"))


async def _picture(asked: Asked, desk: Desk, rejected: frozenset[str]) -> tuple[Attachment, ...]:
    """Return the series as a picture, which needs all of the claim's ledger."""
    if desk.charts is None:
        return ()
    entries = await desk.store.entries(asked.topic.id, asked.claim.id)
    gone = {*rejected, *overruled(entries)}
    counting = [entry for entry in entries if entry.statement.id not in gone]
    if not counting:
        return ()
    data = await asyncio.to_thread(desk.charts.draw, asked.topic, asked.claim.id, counting)
    return (Attachment(name="history.png", alt=f"How the figures on '{asked.claim.title}' changed", data=data),)


async def why(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with quote, speaker, rule, and what persons of this server said of it."""
    found = await explanation(given["what"].split(), desk)
    statement = found.entry.statement.id
    remarks = await desk.store.remarks(request.platform, request.server, statement)
    return Answer(views=(why_view(found, desk.now, remarks),), buttons=_share(f"why {statement}"))


async def since(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with what changed on the topics that the channel follows; on all where it follows nothing."""
    span = given.get("time", SINCE)
    then = desk.now - read_span(span)
    followed = {follow.topic for follow in await desk.store.following(request.place)}
    topics = [topic for topic in desk.topics.values() if not followed or topic.id in followed]
    rejected = await rejected_in(request.place, desk)
    changes: list[tuple[Topic, Entry]] = []
    known: dict[str, Statement] = {}
    for topic in topics:
        entries = await entries_seen(topic.id, None, desk, rejected)
        changes += _changes(topic, entries, then)
        known |= {entry.statement.id: entry.statement for entry in entries}
    changes.sort(key=lambda change: change[1].recorded, reverse=True)
    asked = f"since {''.join(span.split())}"
    page = read_page(given.get("page", "1"))
    return Answer(views=(since_view(changes, known, then, page, asked, desk.now),), buttons=_share(asked))


def _changes(topic: Topic, entries: Sequence[Entry], then: datetime) -> list[tuple[Topic, Entry]]:
    gone = overruled(entries)
    hidden = {claim.id for claim in topic.claims if claim.sink}
    return [
        (topic, entry)
        for entry in entries
        if entry.recorded >= then
        and entry.verdict.kind in NEWS
        and entry.statement.id not in gone
        and entry.statement.claim not in hidden
        and not is_opening(entry.statement)
    ]


async def _figures_of(topic: Topic, claims: Sequence[str], desk: Desk, rejected: frozenset[str]) -> TopicFigures:
    asked = [claim for claim in topic.claims if claim.id in claims]
    return await figures_seen(topic, asked, desk.store, rejected)


def _again(words: Sequence[str], found: Sequence[TopicFigures]) -> str:
    """Return words that ask for the same figures again: where they are one topic or claim, whatever it is called."""
    if len(found) == 1:
        (only,) = found
        count = len(only.claims) + only.unanswered
        if count == len(shown_claims(only.topic)):
            return topic_key(only.topic.id)
        if count == len(only.claims) == 1:
            return claim_key(only.topic.id, only.claims[0].claim.id)
    return " ".join(words)


def _share(asked: str) -> tuple[Button, ...]:
    return (Button(label="Share", words=f"share {asked}"),)
