"""`run` as the command does it, but by a clock set apart, and with a quota on an SQLite file where one is named.

Usage: python -m tests.stories.chaos_run CONFIG OFFSET [PAGES]. OFFSET is in seconds, PAGES the most that the file may
have.
"""

import asyncio
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from adapters.clock import Clock
from bot.cli.log import open_journal
from bot.cli.run import run_until_stopped
from bot.cli.service import ALL_ROLES
from bot.cli.setup import read_settings
from tests.adapters.storage.files import pragma


def main(config: str, offset: str, pages: str = "") -> None:
    """Serve until stopped."""
    open_journal()
    with ExitStack() as stack:
        if pages:
            stack.enter_context(pragma(f"max_page_count={pages}"))
        clock = Clock(timedelta(seconds=float(offset)))
        asyncio.run(run_until_stopped(read_settings(Path(config)), ALL_ROLES, clock))


if __name__ == "__main__":
    main(*sys.argv[1:])
