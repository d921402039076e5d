"""Reading an answer's body without letting it grow past its limit, packed or unpacked."""

import zlib
from collections.abc import AsyncIterator

from bot.errors import FaultyResource

ACCEPTED_ENCODINGS = "gzip, deflate"
WINDOW_BITS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class Unpacker:
    """Unpacks one body, never past `limit` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._bits = WINDOW_BITS.get(encoding)
        self._limit = limit
        self._zlib = zlib.decompressobj(self._bits) if self._bits else None
        self._started = False
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Unpack a chunk; raise FaultyResource past the limit, zlib.error when it is damaged."""
        while chunk:
            chunk = self._unpacked(chunk)
            if len(self._body) > self._limit:
                raise FaultyResource(f"its body is larger than {self._limit:,} bytes unpacked")

    def finish(self) -> bytes:
        """Return the whole body; raise zlib.error when the packed body broke off."""
        if self._zlib is not None and self._started and not self._zlib.eof:
            raise zlib.error("the packed body broke off")
        return bytes(self._body)

    def _unpacked(self, chunk: bytes) -> bytes:
        """Unpack what is allowed of a chunk and return what is left of it."""
        if self._zlib is None:
            self._body += chunk
            return b""
        if self._zlib.eof:  # gzip may hold several members, padded with zeros
            chunk = chunk.lstrip(b"\0")
            if not chunk:
                return b""
            self._zlib = zlib.decompressobj(self._bits or 0)
        allowed = self._limit - len(self._body) + 1
        try:
            self._body += self._zlib.decompress(chunk, allowed)
        except zlib.error:
            if self._started or self._bits != zlib.MAX_WBITS:
                raise
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send "deflate" without its header
            self._body += self._zlib.decompress(chunk, allowed)
        self._started = True
        return self._zlib.unconsumed_tail or self._zlib.unused_data


async def read_body(chunks: AsyncIterator[bytes], *, encoding: str, limit: int) -> bytes:
    """Return the unpacked body; raise FaultyResource (the rest of a sentence) when it is too large or damaged."""
    if encoding not in WINDOW_BITS and encoding not in {"", "identity"}:
        raise FaultyResource("its body is packed in a way that was not asked for")
    unpacker = Unpacker(encoding, limit)
    received = 0
    try:
        async for chunk in chunks:
            received += len(chunk)
            if received > limit:
                raise FaultyResource(f"its body is larger than {limit:,} bytes")
            unpacker.feed(chunk)
        return unpacker.finish()
    except zlib.error as error:
        raise FaultyResource("its packed body is damaged") from error
