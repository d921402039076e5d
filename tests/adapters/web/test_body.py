"""Bodies in every packing, whole, cut and hostile."""

import asyncio
import gzip
import hashlib
import sys
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.body import STEP, Body, read_body
from adapters.web.growth import Growth
from adapters.web.patience import Progress
from bot.errors import FaultyResource
from bot.larder import Larder

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 3 * STEP
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda content: brotli.compress(content, quality=4),
    "zstd": zstd.compress,
}


async def pieces(packed: bytes, size: int) -> AsyncIterator[bytes]:
    """Give a body piece by piece."""
    for start in range(0, len(packed), size):
        yield packed[start : start + size]


async def read(packed: bytes, encoding: str, *, size: int = 65_536) -> Body:
    """Read a body as it would come."""
    progress = Progress(slowest=1, grace=3_600)
    async with asyncio.timeout(None) as deadline, Growth(Larder(), LIMIT, deadline) as growth:
        return await read_body(pieces(packed, size), encoding=encoding, limit=LIMIT, progress=progress, growth=growth)


def noise(length: int) -> bytes:
    """Make bytes that nothing packs smaller."""
    return hashlib.shake_256(b"noise").digest(length)


@pytest.mark.parametrize("encoding", PACKINGS)
@pytest.mark.parametrize("length", [0, 1, STEP - 1, STEP, STEP + 1, LIMIT - 1_000])
@pytest.mark.parametrize("noisy", [False, True])
async def test_a_body_comes_out_as_it_went_in(encoding: str, length: int, *, noisy: bool) -> None:
    content = noise(length) if noisy else b"x" * length
    packed = PACKINGS[encoding](content)
    for size in (1_000, 65_536):
        assert await read(packed, encoding, size=size) == Body(content, len(packed))


@pytest.mark.parametrize("encoding", PACKINGS)
@settings(deadline=None)
@given(content=st.binary(max_size=300), size=st.integers(1, 20))
async def test_it_does_not_matter_how_a_body_is_cut(encoding: str, content: bytes, size: int) -> None:
    assert (await read(PACKINGS[encoding](content), encoding, size=size)).content == content


@pytest.mark.parametrize("encoding", PACKINGS)
async def test_a_bomb_ends_early(encoding: str) -> None:
    packed = PACKINGS[encoding](b"0" * 30_000_000)
    assert len(packed) < LIMIT
    with pytest.raises(FaultyResource, match="larger than 786,432 bytes unpacked"):
        await read(packed, encoding)


@pytest.mark.parametrize("encoding", PACKINGS)
async def test_a_body_that_broke_off_is_damaged(encoding: str) -> None:
    packed = PACKINGS[encoding](noise(2_000))
    with pytest.raises(FaultyResource, match="damaged: its end is missing"):
        await read(packed[:-9], encoding)


@pytest.mark.parametrize("encoding", PACKINGS)
@settings(deadline=None)
@given(packed=st.binary(min_size=1, max_size=100))
async def test_noise_is_no_body(encoding: str, packed: bytes) -> None:
    """Whatever comes, it is a body or a fault."""
    try:
        assert isinstance(await read(packed, encoding), Body)
    except FaultyResource as error:
        assert "damaged" in str(error)  # noqa: PT017 - both ends are right


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
async def test_packed_bodies_in_a_row_are_one(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    assert (await read(pack(b"the whole ") + pack(b"feed") + b"\0\0", encoding, size=3)).content == b"the whole feed"


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
async def test_a_body_in_thousands_of_parts_is_refused(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(FaultyResource, match="packed in more than 1,000 parts"):
        await read(pack(b"") * 5_000, encoding)


async def test_a_body_that_wants_much_memory_to_unpack_is_refused() -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    with pytest.raises(FaultyResource, match="damaged"):
        await read(packer.compress(b"feed" * 100) + packer.flush(), "zstd")


@pytest.mark.parametrize("encoding", ["compress", "gzip, br", "gzip,gzip", "*", "GZIP2"])
async def test_a_packing_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(FaultyResource, match="was not asked for"):
        await read(b"x", encoding)
