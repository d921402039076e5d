"""Tokens as they lie in the database: encrypted, with keys from the environment that may be changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import Misuse

NO_KEY = (
    "The tokens of workspaces that install Tallywire by OAuth are kept encrypted: set TALLYWIRE_SLACK_TOKEN_KEYS to a "
    "key of `tallywire slack key`. Several, with commas between, are tried in turn; the first, the newest, encrypts."
)
BAD_KEY = "A key in TALLYWIRE_SLACK_TOKEN_KEYS is none: `tallywire slack key` makes one."
MARK = b"mark "
"""What tells a mark from sealed tokens, which are encrypted with the same keys."""
LOST_KEY = (
    "No key in TALLYWIRE_SLACK_TOKEN_KEYS opens the token of a workspace: add the key that it was encrypted with, or "
    "install the app there again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a workspace gave us."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    """What a new one is had for, where they end."""
    until: datetime | None = None
    """When `access` ends; None for never."""


class Vault:
    """Seals tokens, and opens them again."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Seal with the first key; raise Misuse where there is none, or one is no key."""
        if not keys:
            raise Misuse(NO_KEY)
        try:
            fernets = [Fernet(key.strip()) for key in keys]
        except ValueError as error:
            raise Misuse(BAD_KEY) from error
        self._newest = fernets[0]
        self._all = MultiFernet(fernets)

    def seal(self, tokens: Tokens) -> str:
        """Return the tokens encrypted."""
        until = tokens.until.timestamp() if tokens.until else None
        told = {"access": tokens.access, "refresh": tokens.refresh, "until": until}
        return self._all.encrypt(json.dumps(told).encode()).decode()

    def open(self, sealed: str) -> Tokens:
        """Return what was sealed; raise Misuse where no key fits."""
        try:
            told = json.loads(self._all.decrypt(sealed))
        except InvalidToken as error:
            raise Misuse(LOST_KEY) from error
        until = datetime.fromtimestamp(told["until"], UTC) if told["until"] is not None else None
        return Tokens(access=told["access"], refresh=told["refresh"], until=until)

    def mark(self, word: str, now: datetime) -> str:
        """Return a word and a time so that nobody else could have written them."""
        return self._all.encrypt_at_time(MARK + word.encode(), int(now.timestamp())).decode()

    def read_mark(self, mark: str) -> tuple[str, datetime] | None:
        """Return the word and the time of a mark, to the second; None where it is none of ours."""
        try:
            told = self._all.decrypt(mark)
            at = self._all.extract_timestamp(mark)
        except (InvalidToken, ValueError):
            return None
        word = told.removeprefix(MARK)
        return (word.decode(), datetime.fromtimestamp(at, UTC)) if word != told else None

    def is_stale(self, sealed: str) -> bool:
        """Return whether it was sealed with another key than the newest."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return True
        return False


def new_key() -> str:
    """Return a key nobody has."""
    return Fernet.generate_key().decode()


def split_keys(told: str) -> list[str]:
    """Return the keys in a setting, newest first."""
    return [key for part in told.split(",") if (key := part.strip())]
