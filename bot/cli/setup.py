"""Where every command starts: the settings."""

import os
from pathlib import Path

from adapters.files.settings import load_settings
from bot.settings import Settings

USUAL = Path("config/tallywire.toml")


def read_settings(config: Path | None) -> Settings:
    """Return the settings of a file and the environment; without a file, of `config/tallywire.toml` where it exists."""
    if config is None and USUAL.is_file():
        config = USUAL
    return load_settings(config, os.environ)
