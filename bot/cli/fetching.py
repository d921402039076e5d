"""The client that fetches for every command."""

from importlib.metadata import version

from adapters.web import Fetcher, Limits
from bot.settings import FetchSettings


def make_fetcher(settings: FetchSettings) -> Fetcher:
    """Make the client, which says truthfully who asks and where to complain."""
    name = f"tallywire/{version('tallywire')}"
    return Fetcher(
        user_agent=f"{name} (+{settings.contact})" if settings.contact else name,
        allow_hosts=settings.allow_hosts,
        limits=Limits(body=settings.max_bytes, total=settings.timeout, per_host=settings.per_host),
    )
