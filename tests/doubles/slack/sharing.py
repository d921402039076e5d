"""files.completeUploadExternal: a file is whole at once, and stands in its channel a moment later."""

import asyncio

from tests.doubles.slack.deliveries import Deliveries
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.files import File, Files
from tests.doubles.slack.posting import Posting
from tests.doubles.slack.world import Caller, Channel
from tests.doubles.wire.calls import Json


class Sharing:
    """Completes uploads."""

    def __init__(self, files: Files, posting: Posting, deliveries: Deliveries) -> None:
        self.share_after = 0.05
        """Seconds until a completed file stands in its channel."""
        self._files = files
        self._posting = posting
        self._deliveries = deliveries

    def complete(self, arguments: Json, caller: Caller) -> Json:
        """Answer without the message, which does not exist yet."""
        channel = None
        if arguments.get("channel_id"):
            channel = caller.channel(str(arguments["channel_id"]))
            if not caller.is_in(channel):
                raise RefusedError("not_in_channel")
        answer, files = self._files.complete(arguments, caller)
        if channel:
            self._deliveries.begin(self._share(channel, files, arguments, caller))
        return answer

    async def _share(self, channel: Channel, files: list[File], arguments: Json, caller: Caller) -> None:
        await asyncio.sleep(self.share_after)
        told = {
            "text": str(arguments.get("initial_comment") or ""),
            "files": [self._files.written(each) for each in files],
        }
        made = self._posting.put(channel, caller.installed, told, {"thread_ts": arguments.get("thread_ts")})
        made.wire["upload"] = False
