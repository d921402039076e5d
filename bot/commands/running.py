"""feeds and health: how the bot itself is doing, and what operators change."""

from bot.commands.asking import Given
from bot.commands.desk import Desk, need_rights
from bot.commands.names import CANDIDATES
from bot.commands.request import Answer, Request
from bot.commands.shapes import read_page
from bot.errors import UnknownName
from bot.model import FeedState, Outcome
from bot.views.figures import page_buttons
from bot.views.service import FEEDS_SHOWN, done_view, feeds_view, health_view

LIST = "list"
FEED_ACTIONS = (LIST, "add", "remove", "pause", "resume", "test", "retry")
READ_LATELY = 500
"""Articles that are looked through for one that is unread."""


async def feeds(request: Request, given: Given, desk: Desk) -> Answer:
    """List the feeds, each with its health, or change what is polled."""
    action = given.get("action", LIST)
    if action == LIST:
        return await _listed(given, desk)
    need_rights(request, operator=True)
    if "what" not in given:
        raise UnknownName(f"Say which feed to {action}: feeds {action} https://news.example/rss")
    url, _, outlet = given["what"].partition(" ")
    if action in {"add", "remove", "test"}:
        return await _changed(action, url, outlet.strip(), desk)
    state = await _feed(given["what"], desk)
    async with desk.store.transaction() as transaction:
        if action == "retry":
            await transaction.wake_feeds([state.feed.url], desk.now)
        else:
            await transaction.pause_feeds([state.feed.url], paused=action == "pause")
    said = {"retry": "is asked again now", "pause": "is no longer polled", "resume": "is polled again"}[action]
    return Answer(views=(done_view(f"{state.feed.outlet} {said}.", state.feed.url),))


async def health(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with how reading and delivery go; channels of other servers are not named."""
    del given
    articles = await desk.store.articles(READ_LATELY)
    unread = [record for record in articles if record.outcome is Outcome.UNREADABLE]
    mine = [
        paused
        for paused in await desk.store.paused()
        if request.is_operator or (paused.place.platform, paused.place.server) == (request.platform, request.server)
    ]
    view = health_view(
        await desk.store.feed_states(),
        await desk.store.outbox_state(),
        mine,
        min(unread, key=lambda record: record.first_seen, default=None),
        desk.now,
    )
    return Answer(views=(view,))


async def _listed(given: Given, desk: Desk) -> Answer:
    states = await desk.store.feed_states()
    pages = max(-(-len(states) // FEEDS_SHOWN), 1)
    page = min(read_page(given.get("page", "1")), pages)
    return Answer(views=(feeds_view(states, page, page_buttons("feeds list", page, pages), desk.now),))


async def _changed(action: str, url: str, outlet: str, desk: Desk) -> Answer:
    if desk.feeds is None:
        raise UnknownName(f"Feeds are not changed here: {action} it in the file that [feeds] file names.")
    match action:
        case "add":
            said = await desk.feeds.add(url, outlet)
        case "remove":
            said = await desk.feeds.remove(url)
        case _:
            said = await desk.feeds.test(url)
    return Answer(views=(done_view(said),))


async def _feed(words: str, desk: Desk) -> FeedState:
    """Return the feed of that address or outlet."""
    states = await desk.store.feed_states()
    fitting = [state for state in states if words in (state.feed.url, state.address)]
    fitting = fitting or [state for state in states if state.feed.outlet.casefold() == words.casefold()]
    if len(fitting) != 1:
        names = ", ".join(state.feed.url for state in (fitting or states)[:CANDIDATES])
        several = "fits several feeds" if fitting else "is no feed under watch"
        raise UnknownName(f"'{words}' {several}. {'Name one' if names else 'There is none'}: {names}")
    return fitting[0]
