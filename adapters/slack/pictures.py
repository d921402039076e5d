"""Pictures on their way to Slack: an address is asked for, the bytes go there, and Slack hears that they are whole."""

import asyncio
from collections.abc import Awaitable, Callable

from adapters.slack.rendering import Picture
from adapters.slack.rest import Rest
from bot.commands import Attachment
from bot.errors import MessageRefused, PlatformError

OK = 200
LOOKED_AT = (0.7, 2.0)
"""Seconds after which blocks with a new picture are tried again: Slack looks at a file before it shows it. An address
for answers takes no more than five tries."""


async def uploaded(rest: Rest, server: str, file: Attachment) -> Picture:
    """Hand a picture to Slack, shared with nobody yet; raise PlatformError where Slack does not take it."""
    asked = {"filename": file.name, "length": len(file.data), "alt_txt": file.alt}
    told = await rest.ask("files.getUploadURLExternal", server, asked)
    status = await rest.send(str(told["upload_url"]), file.data)
    if status != OK:
        raise PlatformError(f"Slack did not take the picture (status {status}).")
    files = [{"id": told["file_id"], "title": file.alt}]
    await rest.change("files.completeUploadExternal", server, {"files": files})
    return Picture(file=str(told["file_id"]), alt=file.alt)


async def once_looked_at(
    send: Callable[[], Awaitable[None]], sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> bool:
    """Send blocks with a new picture; return False where Slack refuses them also after a while."""
    for wait in (*LOOKED_AT, None):
        try:
            await send()
        except MessageRefused:
            if wait is None:
                return False
            await sleep(wait)
        else:
            return True
    return False
