"""Ids that are the same for the same thing, short enough to be read out."""

from hashlib import sha256

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH = 10


def stable_id(*parts: str) -> str:
    """Return ten characters of Crockford base32, fifty bits of a hash of the parts."""
    number = int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8])
    return "".join(CROCKFORD[(number >> (5 * place)) & 31] for place in range(ID_LENGTH))
