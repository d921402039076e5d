"""Keeps the ledger, the outbox, the feeds' state and what channels follow."""

from adapters.storage.memory import MemoryStore
from adapters.storage.opening import Inspection, inspect_store, open_store, upgrade_store

__all__ = ["Inspection", "MemoryStore", "inspect_store", "open_store", "upgrade_store"]
