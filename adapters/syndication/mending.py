"""Bytes that nobody vouches for, made readable for a parser without a guess at what they mean."""

import re

WIDE = 4
"""A zero byte among the first four is half a character of UTF-16 or UTF-32, not a slip."""
CONTROLS = bytes(sorted({*range(32)} - {*b"\t\n\r"}))
CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
LAST_CHARACTER = 0x10FFFF
LONGEST_NUMBER = 20
"""Digits; Python refuses to read thousands of them."""
SURROGATES = range(0xD800, 0xE000)
XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
HEADER_ENCODING = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
UNICODE = {"utf-8", "utf8", "us-ascii"}
FOREIGN = re.compile(rb"[\x80-\xff]+")
SNIFFED = 1_000


def mended(body: bytes, content_type: str) -> bytes:
    """Return a feed's body without what would cost a parser the whole of it.

    That is control bytes, references to no character, and bytes of Windows-1252 amid what is otherwise UTF-8.
    """
    if b"\0" in body[:WIDE] or body[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return body
    readable = body.translate(None, CONTROLS).lstrip()
    if b"&#" in readable:
        readable = CHARACTER.sub(_possible, readable)
    return FOREIGN.sub(_as_utf8, readable) if _should_be_utf8(readable, content_type) else readable


def _possible(reference: re.Match[bytes]) -> bytes:
    """Drop a reference to what is no character, such as half an emoji: one would cost feedparser the whole feed."""
    hexadecimal, decimal = reference.groups()
    number = int(hexadecimal[-LONGEST_NUMBER:], 16) if hexadecimal else int(decimal[:LONGEST_NUMBER])
    return b"" if number in SURROGATES or number > LAST_CHARACTER else reference[0]


def _should_be_utf8(body: bytes, content_type: str) -> bool:
    """Return whether a body that calls itself UTF-8, or nothing, is not."""
    printed, sent = XML_ENCODING.search(body[:SNIFFED]), HEADER_ENCODING.search(content_type)
    names = {printed[1].decode("ascii").lower()} if printed else set()
    names |= {sent[1].lower()} if sent else set()
    if names - UNICODE:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _as_utf8(run: re.Match[bytes]) -> bytes:
    try:
        run[0].decode("utf-8")
    except UnicodeDecodeError:
        return run[0].decode("cp1252", "replace").encode("utf-8")
    return run[0]
