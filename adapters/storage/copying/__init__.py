"""Backs a database up beside a running Tallywire, and puts a backup back."""

from adapters.storage.copying.copies import Copied, backup_store, restore_store

__all__ = ["Copied", "backup_store", "restore_store"]
