"""Pages read beside the event loop, within time and memory."""

from bot.errors import FaultyResource, UnreadablePage
from bot.ports import Page, Run
from bot.urls import printable_url


class PageReader:
    """Reads the articles that pages show."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def read(self, body: bytes, *, content_type: str, url: str) -> Page:
        """See bot.ports.PageReader."""
        try:
            return await self._run(read_page_late, body, content_type, url)
        except UnreadablePage as error:
            raise UnreadablePage(f"{printable_url(url)}: {error}") from error
        except FaultyResource as error:
            raise FaultyResource(f"{printable_url(url)}: {error}") from error


def read_page_late(body: bytes, content_type: str, url: str) -> Page:
    """Read a page in a worker."""
    from adapters.page.extract import read_page  # noqa: PLC0415 - only the workers pay for loading trafilatura

    return read_page(body, content_type, url)
