"""The log of posts: one JSON object a line, each on disk before the next, each key once."""

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path

from bot.errors import PlatformError

READABLE_BY_OWNER = 0o600


class PostLog:
    """An append-only file and the keys in it, to which several processes may add. Close it when done.

    A line that a kill cut short is removed when the log is opened: its post was not recorded, and is posted again.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file; raise PlatformError when that cannot be done."""
        self._path = path
        self._posted: dict[tuple[str, str], str] = {}
        self._end = 0
        """How far the lines of the file are known."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, READABLE_BY_OWNER)
            self._read_on()
            os.ftruncate(self._file, self._end)
        except OSError as error:
            raise self._fault("opened", error) from error

    def message_of(self, key: str, channel: str) -> str | None:
        """Return the id under which a post is in the log, whoever wrote it; raise PlatformError."""
        try:
            self._read_on()
        except OSError as error:
            raise self._fault("read", error) from error
        return self._posted.get((channel, key))

    def append(self, key: str, channel: str, text: str, now: datetime) -> str:
        """Write a post to disk and return its id, or raise PlatformError and leave the log as it was."""
        line = json.dumps(
            {"key": key, "channel": channel, "time": now.isoformat(), "text": text}, ensure_ascii=False
        ).encode("utf-8", "replace")
        end = os.fstat(self._file).st_size
        try:
            _write_whole(self._file, (b"\n" if self._is_torn(end) else b"") + line + b"\n")
            os.fsync(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):  # the next opening repairs what this could not
                os.ftruncate(self._file, end)
            raise self._fault("written", error) from error
        self._posted[channel, key] = key
        return key

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _read_on(self) -> None:
        """Take in the posts of the whole lines that have come since."""
        size = os.fstat(self._file).st_size
        self._end = min(self._end, size)
        if self._end == size:
            return
        with open(self._file, "rb", closefd=False) as lines:
            lines.seek(self._end)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self._end += len(line)
                with contextlib.suppress(ValueError, LookupError, TypeError):  # a line that is not ours is left alone
                    entry = json.loads(line)
                    self._posted[str(entry["channel"]), str(entry["key"])] = str(entry["key"])

    def _is_torn(self, end: int) -> bool:
        """Return whether the last line lacks its end: another process was killed while it wrote."""
        return end > 0 and os.pread(self._file, 1, end - 1) != b"\n"

    def _fault(self, done: str, error: OSError) -> PlatformError:
        reason = error.strerror or type(error).__name__
        return PlatformError(f"The log of posts {self._path} cannot be {done} ({reason}); see to it, or name another.")


def _write_whole(file: int, data: bytes) -> None:
    """Write all of it; a disk that fills up takes a part first."""
    while data:
        data = data[os.write(file, data) :]
