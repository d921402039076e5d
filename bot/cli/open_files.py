"""As many open files as the system allows: each connection is one."""

import contextlib
import logging
import resource

from bot.cli.log import tell
from bot.road import SLOW_ONES

MOST = 65_536
"""More are of no use."""
BESIDE = 512
"""For the database, platforms, workers, pages, hubs and who asks us."""


def allow_open_files(concurrency: int) -> None:
    """Raise this process's own limit as far as the system lets it, and warn where that is too little.

    `concurrency` is how many feeds are polled at a time.
    """
    wanted = wanted_files(concurrency)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    for files in (MOST, wanted):  # macOS refuses more than it has, whatever its hard limit says
        _raise_to(files if hard == resource.RLIM_INFINITY else min(files, hard), hard)
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        tell(
            "few files may be open",
            logging.WARNING,
            allowed=allowed,
            wanted=wanted,
            fault="feeds may fail when many answer slowly",
            remedy=f"allow {wanted} (ulimit -n {wanted}, or LimitNOFILE in systemd), or lower [fetch] concurrency",
        )


def wanted_files(concurrency: int) -> int:
    """Return how many files may be open while so many feeds are polled at a time.

    Slow ones come on top, and a connection stays open for a while when its answer has come.
    """
    return 2 * SLOW_ONES * concurrency + BESIDE


def _raise_to(files: int, hard: int) -> None:
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft != resource.RLIM_INFINITY and soft < files:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
