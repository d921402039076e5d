"""The client that fetches for every command, and by which rules feeds are polled."""

from importlib.metadata import version

from adapters.web import Fetcher, Limits
from bot.larder import Larder
from bot.pace import Bounds
from bot.polling import Rules
from bot.settings import FetchSettings, Settings


def make_fetcher(settings: FetchSettings, larder: Larder | None = None) -> Fetcher:
    """Make the client, which says truthfully who asks and where to complain."""
    name = f"tallywire/{version('tallywire')}"
    return Fetcher(
        user_agent=f"{name} (+{settings.contact})" if settings.contact else name,
        allow_hosts=settings.allow_hosts,
        limits=Limits(body=settings.max_bytes, total=settings.timeout, per_host=settings.per_host),
        larder=larder,
    )


def polling_rules(settings: Settings) -> Rules:
    """Return what the settings say of polling."""
    feeds = settings.feeds
    bounds = Bounds(normal=feeds.interval, least=feeds.min_interval, most=feeds.max_interval)
    return Rules(bounds=bounds, notice_after=feeds.notice_after)
