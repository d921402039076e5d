"""Files: the address to upload to, the bytes, and their completion, which shows them somewhere later."""

import secrets
from dataclasses import dataclass

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.world import Caller
from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles.wire.clock import RunningClock

PATH = "/upload/v1/"
KINDS = {b"\x89PNG": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg"), b"GIF8": ("image/gif", "gif")}


@dataclass(slots=True)
class File:
    """An upload. `completed` is when completeUploadExternal was called for it."""

    id: str
    ticket: str
    name: str
    length: int
    user: str
    team_id: str
    alt_text: str = ""
    title: str = ""
    content: bytes | None = None
    completed: float | None = None
    deleted: bool = False

    @property
    def kind(self) -> tuple[str, str]:
        """Return its type and its ending, told from its first bytes."""
        begin = (self.content or b"")[:4]
        return next(
            (kind for head, kind in KINDS.items() if begin.startswith(head)), ("application/octet-stream", "binary")
        )


class Files:
    """All files."""

    def __init__(self, clock: RunningClock) -> None:
        self.host = ""
        self.ready_after = 0.0
        """Seconds after its completion in which a picture can not be shown in a block yet."""
        self.by_id: dict[str, File] = {}
        self._clock = clock

    def known(self, file_id: str) -> bool:
        """Tell whether an image block may show a file: it is a picture, whole, and not taken away."""
        file = self.by_id.get(file_id)
        if file is None or file.deleted or file.completed is None:
            return False
        ready = self._clock.seconds() - file.completed >= self.ready_after
        return ready and file.kind[0].startswith("image/")

    def ask(self, arguments: Json, caller: Caller) -> Json:
        """files.getUploadURLExternal: return where to send the bytes."""
        length = int(arguments["length"])
        if length <= 0:
            raise RefusedError("invalid_arguments", "length must be more than 0")
        made = File(
            caller.world.new_id("F"),
            secrets.token_urlsafe(24),
            str(arguments["filename"]),
            length,
            caller.installed.bot_user,
            caller.team_id,
            str(arguments.get("alt_txt") or arguments.get("alt_text") or ""),
        )
        self.by_id[made.id] = made
        return {"upload_url": f"http://{self.host}{PATH}{made.ticket}", "file_id": made.id}

    def take(self, call: Call) -> Answer:
        """Take the bytes at an upload address; each takes them once, and all of them."""
        ticket = call.path.removeprefix(PATH)
        file = next((each for each in self.by_id.values() if each.ticket == ticket), None)
        if file is None or file.content is not None:
            return Answer(404, b"Not found", content_type="text/plain")
        content = call.uploads[0].content if call.uploads else b""
        if len(content) != file.length:
            return Answer(400, b"Bad length", content_type="text/plain")
        file.content = content
        return Answer(200, f"OK - {len(content)}".encode(), content_type="text/plain")

    def complete(self, arguments: Json, caller: Caller) -> tuple[Json, list[File]]:
        """files.completeUploadExternal: return the answer, and the files that are whole now."""
        done = []
        for told in arguments["files"] if isinstance(arguments["files"], list) else []:
            file = self.by_id.get(told.get("id", ""))
            if file is None or file.team_id not in caller.installed.team_ids or file.content is None or file.completed:
                raise RefusedError("file_not_found" if file is None else "file_upload_failed")
            file.title = str(told.get("title") or file.name)
            done.append(file)
        if not done:
            raise RefusedError("invalid_arguments", "must provide files")
        for file in done:
            file.completed = self._clock.seconds()
        return {"files": [{"id": file.id, "title": file.title} for file in done]}, done

    def info(self, arguments: Json, caller: Caller) -> Json:
        """files.info."""
        return {"file": self.written(self._file(arguments, caller))}

    def delete(self, arguments: Json, caller: Caller) -> Json:
        """files.delete."""
        self._file(arguments, caller).deleted = True
        return {}

    def _file(self, arguments: Json, caller: Caller) -> File:
        file = self.by_id.get(str(arguments["file"]))
        if file is None or file.deleted or file.team_id not in caller.installed.team_ids:
            raise RefusedError("file_not_found")
        return file

    def written(self, file: File) -> Json:
        """Return a file as a message carries it."""
        mimetype, ending = file.kind
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "mimetype": mimetype,
            "filetype": ending,
            "user": file.user,
            "size": file.length,
            "mode": "hosted",
            "alt_txt": file.alt_text,
            "url_private": f"http://{self.host}/files-pri/{file.id}/{file.name}",
        }
