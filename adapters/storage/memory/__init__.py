"""The store's twin in memory: the same promises, gone when the process ends."""

from adapters.storage.memory.store import MemoryStore, MemoryTransaction

__all__ = ["MemoryStore", "MemoryTransaction"]
