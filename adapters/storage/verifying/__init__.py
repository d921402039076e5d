"""Looks a whole database over: what is stored, what points where, and whether the ledger replays."""

from adapters.storage.verifying.verify import Verified, verify

__all__ = ["Verified", "verify"]
