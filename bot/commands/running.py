"""feeds and health: how the bot itself is doing, and what operators change."""

from bot.commands.asking import Given
from bot.commands.desk import Desk, need_rights
from bot.commands.feeds import desk_status, feed_healths, find_feeds, pause_feeds, wake_feeds
from bot.commands.request import Answer, Request
from bot.commands.shapes import read_page
from bot.errors import UnknownName
from bot.model import CardView
from bot.views.figures import page_buttons
from bot.views.health import check_view, status_view
from bot.views.service import FEEDS_SHOWN, done_view, feeds_page, with_paused, with_repeats

LIST = "list"
FEED_ACTIONS = (LIST, "add", "remove", "pause", "resume", "test", "retry")
_DONE = {"retry": "is asked again now", "pause": "is no longer polled", "resume": "is polled again"}


async def feeds(request: Request, given: Given, desk: Desk) -> Answer:
    """List the feeds, each with its health, or change what is polled."""
    if "action" not in given and "what" in given:
        raise UnknownName(f"'{given['what']}' is nothing to do with feeds. There is {', '.join(FEED_ACTIONS)}.")
    action = given.get("action", LIST)
    if action == LIST:
        return await _listed(given, desk)
    need_rights(request, operator=True)
    if "what" not in given:
        raise UnknownName(f"Say which feed to {action}: feeds {action} https://news.example/rss")
    if action in _DONE:
        return Answer(views=(await _ordered(action, given["what"], desk),))
    return Answer(views=(await _edited(action, given["what"], desk),))


async def health(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with how reading and delivery go; channels of other servers are not named."""
    del given
    mine = [
        paused
        for paused in await desk.store.paused()
        if request.is_operator or (paused.place.platform, paused.place.server) == (request.platform, request.server)
    ]
    card = with_paused(status_view(await desk_status(desk.store, desk.now), desk.now), mine)
    here = desk.platforms.get(request.platform)
    blind = here is not None and not here.can_look_back(request.server)
    return Answer(views=(with_repeats(card) if blind else card,))


async def _listed(given: Given, desk: Desk) -> Answer:
    healths = await feed_healths(desk.store)
    pages = max(-(-len(healths) // FEEDS_SHOWN), 1)
    page = min(read_page(given.get("page", "1")), pages)
    return Answer(views=(feeds_page(healths, page, page_buttons("feeds list", page, pages), desk.now),))


async def _ordered(action: str, words: str, desk: Desk) -> CardView:
    """Pause, resume or retry the feeds that are meant."""
    meant = find_feeds([words], [health.state.feed for health in await feed_healths(desk.store)])
    if action == "retry":
        await wake_feeds(desk.store, meant, desk.now)
    else:
        await pause_feeds(desk.store, meant, paused=action == "pause")
    names = ", ".join(dict.fromkeys(feed.outlet for feed in meant))
    return done_view(f"{names} {_DONE[action]}.", "  ".join(feed.url for feed in meant))


async def _edited(action: str, words: str, desk: Desk) -> CardView:
    """Add, remove or test a feed; a running Tallywire takes changes of its list up within seconds."""
    if desk.feeds is None:
        raise UnknownName(f"Feeds are not changed here: {action} it in the file that `[feeds] file` names.")
    url, _, outlet = words.partition(" ")
    match action:
        case "add":
            return done_view(await desk.feeds.add(url, outlet.strip()), url)
        case "remove":
            return done_view(await desk.feeds.remove(words))
        case _:
            return check_view(await desk.feeds.test(url), desk.now)
