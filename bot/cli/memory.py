"""Memory that was needed for a moment is given back to the system."""

import contextlib
import ctypes

M_MMAP_THRESHOLD = -3
"""glibc's name for the size from which on a block is a mapping of its own; `man mallopt`."""
OWN_MAPPING = 131_072
"""Bytes; glibc's own default, which it raises to 32 MB as soon as a larger block was freed once."""


def give_back_large_blocks() -> None:
    """Let large blocks go back as soon as they are freed, instead of into a heap that never shrinks.

    Nothing changes where the C library is not glibc.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, OWN_MAPPING)
