"""The store and its write transactions in SQL, a module for each part of what is kept."""

from adapters.storage.sql.store import SqlStore, SqlTransaction

__all__ = ["SqlStore", "SqlTransaction"]
