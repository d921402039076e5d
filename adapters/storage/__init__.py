"""Keeps the ledger, the outbox, the feeds' state and what channels follow."""

from adapters.storage.caring import verify_store
from adapters.storage.copying import Copied, backup_store, restore_store
from adapters.storage.memory import MemoryStore
from adapters.storage.opening import Inspection, inspect_store, open_store, upgrade_store
from adapters.storage.verifying import Verified

__all__ = [
    "Copied",
    "Inspection",
    "MemoryStore",
    "Verified",
    "backup_store",
    "inspect_store",
    "open_store",
    "restore_store",
    "upgrade_store",
    "verify_store",
]
