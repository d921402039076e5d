"""Reading an answer's body without letting it grow past its limit, packed or unpacked."""

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

import brotli

from adapters.web.growth import Growth
from adapters.web.patience import Progress
from bot.errors import FaultyResource

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED_ENCODINGS = "gzip, deflate, br, zstd"
STEP = 262_144
"""Bytes unpacked at a time; the event loop runs between two steps."""
MEMBERS = 1_000
"""A body may be several packed ones in a row; each costs a copy of what follows it."""
LARGEST_WINDOW = 23
"""Power of two: the 8 MB that RFC 9659 allows a zstd body to make us hold."""
DAMAGES = (zlib.error, brotli.error, zstd.ZstdError)


class Unpacker(Protocol):
    """Unpacks one body piece by piece."""

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        """Return about STEP bytes at most, and what is left of the packed ones.

        A full step may be followed by more, even when nothing is left.
        """
        ...

    def complete(self) -> bool:
        """Return whether nothing is missing at the end."""
        ...


class _Identity:
    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        return packed, b""

    def complete(self) -> bool:
        return True


class _Members:
    """Bodies packed one behind the other, as gzip and zstd allow; zeros may fill what follows."""

    def __init__(self, first: "_Member", another: Callable[[], "_Member"]) -> None:
        self._member = first
        self._another = another
        self._opened = 1

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        if self._member.eof:
            packed = packed.lstrip(b"\0")
            if not packed:
                return b"", b""
            self._opened += 1
            if self._opened > MEMBERS:
                raise FaultyResource(f"its body is packed in more than {MEMBERS:,} parts")
            self._member = self._another()
        return self._member.unpack(packed)

    def complete(self) -> bool:
        return self._member.eof


class _Member(Protocol):
    @property
    def eof(self) -> bool: ...

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]: ...


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._zlib = zlib.decompressobj(bits)
        self._started = False

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        try:
            unpacked = self._zlib.decompress(packed, STEP)
        except zlib.error:
            if self._started or self._bits != zlib.MAX_WBITS:
                raise
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send "deflate" without its header
            unpacked = self._zlib.decompress(packed, STEP)
        self._started = True
        return unpacked, self._zlib.unconsumed_tail or self._zlib.unused_data


class _Zstd:
    def __init__(self) -> None:
        self._zstd = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW})

    @property
    def eof(self) -> bool:
        return self._zstd.eof

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        unpacked = self._zstd.decompress(packed, max_length=STEP)
        return unpacked, self._zstd.unused_data if self._zstd.eof else b""


class _Brotli:
    def __init__(self) -> None:
        self._brotli = brotli.Decompressor()

    def unpack(self, packed: bytes) -> tuple[bytes, bytes]:
        if self._brotli.is_finished():
            return b"", b""
        if not self._brotli.can_accept_more_data():
            return self._brotli.process(b"", output_buffer_limit=STEP), packed
        return self._brotli.process(packed, output_buffer_limit=STEP), b""

    def complete(self) -> bool:
        return bool(self._brotli.is_finished())


def _zlib_unpacker(bits: int) -> Callable[[], Unpacker]:
    return lambda: _Members(_Zlib(bits), lambda: _Zlib(bits))


UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "": _Identity,
    "identity": _Identity,
    "gzip": _zlib_unpacker(16 + zlib.MAX_WBITS),
    "x-gzip": _zlib_unpacker(16 + zlib.MAX_WBITS),
    "deflate": _zlib_unpacker(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": lambda: _Members(_Zstd(), _Zstd),
}


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body, unpacked."""

    content: bytes
    received: int
    """Bytes as they came."""


async def read_body(
    chunks: AsyncIterator[bytes], *, encoding: str, limit: int, progress: Progress, growth: Growth
) -> Body:
    """Return the unpacked body; raise FaultyResource (the rest of a sentence) when it is too large or damaged."""
    if encoding not in UNPACKERS:
        raise FaultyResource("its body is packed in a way that was not asked for")
    unpacker = UNPACKERS[encoding]()
    body, received = bytearray(), 0
    try:
        async for chunk in chunks:
            received += len(chunk)
            progress.count(len(chunk))
            if received > limit:
                raise FaultyResource(f"its body is larger than {limit:,} bytes")
            await _unpack_into(body, unpacker, chunk, limit, growth)
    except DAMAGES as error:
        raise FaultyResource("its packed body is damaged") from error
    if received and not unpacker.complete():
        raise FaultyResource("its packed body is damaged: its end is missing")
    return Body(content=bytes(body), received=received)


async def _unpack_into(body: bytearray, unpacker: Unpacker, packed: bytes, limit: int, growth: Growth) -> None:
    while True:
        unpacked, packed = unpacker.unpack(packed)
        body += unpacked
        if len(body) > limit:
            raise FaultyResource(f"its body is larger than {limit:,} bytes unpacked")
        await growth.reach(len(body))
        if not packed and len(unpacked) < STEP:
            return
        await asyncio.sleep(0)
