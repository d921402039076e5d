"""reject, restore and check: a person's word on a reading, and a reading without a trace."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.analysis import Found
from bot.commands.asking import Given
from bot.commands.desk import Desk, entries_seen, rejected_in
from bot.commands.explain import looks_like_id, newest
from bot.commands.request import Answer, Request
from bot.errors import FaultyResource, UnknownName
from bot.ledger import kept_whole, rejection, restoration
from bot.model import Amendment, Article, Delivered, Entry, Opinion, Remark, Standing, Statement, Topic, stable_id
from bot.printings import with_outlets
from bot.views.readings import check_view, flagged_view, rejected_view, restored_view, unchanged_view

TYPED = "typed text"
LONGEST_TEXT = 20_000
TRIED = 20
"""A text that does not say what it is about is read for so many topics."""
_BRACKETED = re.compile(r"<\S+>")
_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}/\S*|www\.[\w.-]+\.[a-z]{2,24}", re.IGNORECASE)
"""An address without its scheme, as people copy it; a word with a dot alone is none."""


async def reject(request: Request, given: Given, desk: Desk) -> Answer:
    """Take a wrong reading out of the figures: an operator for everyone, the desk for its server."""
    entry = await _statement(given["id"], desk)
    statement = entry.statement
    if statement.id in await rejected_in(request.place, desk):
        return Answer(views=(unchanged_view(statement, "is rejected as a wrong reading already."),))
    posts = await _say(request, entry, Opinion.REJECTED, desk)
    view = rejected_view(statement, desk.topics.get(statement.topic), posts, everywhere=request.is_operator)
    return Answer(views=(view,))


async def restore(request: Request, given: Given, desk: Desk) -> Answer:
    """Let a rejected reading count again."""
    entry = await _statement(given["id"], desk)
    statement = entry.statement
    if statement.id not in await rejected_in(request.place, desk):
        return Answer(views=(unchanged_view(statement, "was not rejected, so it counts."),))
    said = [
        word
        for word in await desk.store.remarks(request.platform, request.server, statement.id)
        if word.opinion is not Opinion.FLAGGED
    ]
    by_everyone = [word.opinion for word in said if not (word.platform or word.server)][-1:] == [Opinion.REJECTED]
    if by_everyone and not request.is_operator:
        return Answer(
            views=(unchanged_view(statement, "was rejected for everyone by an operator; ask one to restore it."),)
        )
    posts = await _say(request, entry, Opinion.RESTORED, desk)
    view = restored_view(statement, desk.topics.get(statement.topic), posts, everywhere=request.is_operator)
    return Answer(views=(view,))


async def flag(request: Request, given: Given, desk: Desk) -> Answer:
    """Note the doubt of somebody who may not reject."""
    statement = (await _statement(given["id"], desk)).statement
    async with desk.store.transaction() as transaction:
        await transaction.remark(_remark(request, statement, Opinion.FLAGGED, desk.now, everyone=False))
    return Answer(views=(flagged_view(statement, desk.topics.get(statement.topic)),))


async def check(request: Request, given: Given, desk: Desk) -> Answer:
    """Read an address or a text against the ledger, and leave no trace."""
    wanted = given["what"].strip()
    article = await _article(wanted, desk)
    steps = desk.steps
    if steps is None:
        raise UnknownName("Nothing can be read here: this Tallywire only answers questions.")
    rejected = await rejected_in(request.place, desk)
    found: list[tuple[Topic, Found, Entry | None]] = []
    ledger: list[Entry] = []
    about = steps.gate(article).topics
    for name in about or tuple(steps.topics)[:TRIED]:
        topic = steps.topics[name]
        history = await entries_seen(name, None, desk, rejected)
        news = steps.analyse(steps.read(article, topic.language), name, history, desk.now)
        entries = {entry.statement.id: entry for entry in news.entries}
        ledger += [*history, *news.entries]
        found += [(topic, each, _entry_of(each, entries)) for each in news.found if about or _answers_a_claim(each)]
    return Answer(views=(check_view(article.title, found, ledger, desk.now, on_topic=bool(about)),))


async def _say(request: Request, entry: Entry, opinion: Opinion, desk: Desk) -> int:
    """Record a person's word, correct the ledger where it is an operator's, and show the posts anew."""
    statement, everyone = entry.statement, request.is_operator
    scope = (None, None) if everyone else (request.platform, request.server)
    posts = [await _as_printed(each, desk) for each in await desk.store.delivered(statement.id, *scope)]
    async with desk.store.transaction() as transaction:
        await transaction.remark(_remark(request, statement, opinion, desk.now, everyone=everyone))
        if everyone and opinion is Opinion.RESTORED:
            await transaction.remark(_remark(request, statement, opinion, desk.now, everyone=False))
        if everyone:
            past = [
                each for each in await transaction.history(statement.topic) if each.statement.claim == statement.claim
            ]
            turn = rejection if opinion is Opinion.REJECTED else restoration
            correction = turn(entry, past, desk.now)
            await transaction.append([correction] if correction else [])
            if correction:
                await transaction.keep_standing(_kept(correction, past, desk))
        await transaction.touch_boards(statement.topic, *scope)
        await transaction.queue([_amendment(post, opinion, desk.now) for post in posts], desk.now)
    return len(posts)


def _kept(correction: Entry, past: Sequence[Entry], desk: Desk) -> Sequence[Standing]:
    """Return what a correction makes of its claim; a claim that is not under watch has no figures."""
    statement = correction.statement
    topic = desk.topics.get(statement.topic)
    claims = [claim for claim in topic.claims if claim.id == statement.claim] if topic else []
    return [kept_whole(claim, statement.topic, [*past, correction]) for claim in claims]


async def _as_printed(delivered: Delivered, desk: Desk) -> Delivered:
    return replace(delivered, post=await with_outlets(delivered.post, desk.store))


def _amendment(delivered: Delivered, opinion: Opinion, now: datetime) -> Amendment:
    post = delivered.post
    key = stable_id("amendment", post.platform, post.server, post.channel, post.key, opinion, now.isoformat())
    return Amendment(key=key, post=post, message=delivered.message)


def _remark(request: Request, statement: Statement, opinion: Opinion, now: datetime, *, everyone: bool) -> Remark:
    return Remark(
        platform="" if everyone else request.platform,
        server="" if everyone else request.server,
        statement=statement.id,
        opinion=opinion,
        person=request.person,
        at=now,
    )


async def _statement(wanted: str, desk: Desk) -> Entry:
    """Return the entry of an id; a claim will not do, since it has several statements."""
    if not looks_like_id(wanted):
        raise UnknownName(f"'{wanted}' is no id. Posts, why and history print them: #7F3K2.")
    found = await desk.store.find_entries(wanted.removeprefix("#"))
    if not found:
        raise UnknownName(f"No statement on record has an id that starts with {wanted}.")
    return newest(found, wanted)


async def _article(wanted: str, desk: Desk) -> Article:
    url = typed_address(wanted)
    if url:
        if desk.page is None:
            raise FaultyResource("Pages cannot be fetched here: paste the text instead.")
        return await desk.page(url)
    text = wanted[:LONGEST_TEXT]
    name = stable_id(TYPED, text)
    return Article(id=name, url="", outlet=TYPED, published=desk.now, title=TYPED, text=text)


def typed_address(words: str) -> str:
    """Return the web address that somebody typed, with its scheme; nothing where it is a text.

    Raise UnknownName for an address that is not fetched.
    """
    # Chats set addresses in angle brackets, with what they show behind a bar.
    address = words.removeprefix("<").removesuffix(">").partition("|")[0] if _BRACKETED.fullmatch(words) else words
    if len(address.split()) != 1:
        return ""
    if "://" not in address:
        return f"https://{address}" if _BARE.fullmatch(address) else ""
    if not address.casefold().startswith(("http://", "https://")):
        raise UnknownName(f"'{address}' is not fetched: only http and https addresses are.")
    return address


def _answers_a_claim(found: Found) -> bool:
    """Return whether a figure answers a claim."""
    return isinstance(found.result, Statement)


def _entry_of(found: Found, entries: dict[str, Entry]) -> Entry | None:
    return entries.get(found.result.id) if isinstance(found.result, Statement) else None
