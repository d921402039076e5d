"""Where every command starts: the settings."""

import os
from pathlib import Path

from adapters.files.settings import load_settings
from bot.cli.log import keep_secret
from bot.settings import Settings, secrets_of

USUAL = Path("config/tallywire.toml")


def read_settings(config: Path | None) -> Settings:
    """Return the settings of a file and the environment; without a file, of `config/tallywire.toml` where it exists."""
    if config is None and USUAL.is_file():
        config = USUAL
    settings = load_settings(config, os.environ)
    keep_secret(secrets_of(settings))
    return settings
