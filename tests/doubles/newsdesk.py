"""A newsroom on disk: settings, feeds, a topic, and what `run` leaves behind."""

import json
from pathlib import Path

from adapters.files.settings import load_settings
from bot.settings import Settings

STORM = """
topic: storm
title: The storm
about: [[storm]]
sources:
  agency: {name: National Disaster Agency, aliases: [disaster agency]}
  ministry: {name: Health ministry, aliases: [health ministry]}
claims:
  - id: storm-dead
    question: How many people did the storm kill?
    counts: [person]
    event: [kill, die]
    series: cumulative
    key: true
"""


def killed(number: int, source: str = "disaster agency") -> str:
    """Print an article's text with one figure."""
    return f"The storm killed {number} people, the {source} said on Thursday."


class Newsdesk:
    """A folder with everything `run` reads and writes; its feeds are polled every 0.2 seconds."""

    def __init__(self, folder: Path, workers: int | None = None) -> None:
        """Read in so many processes, 0 being the desk's own, which starts soonest; None leaves it to the settings."""
        self.folder = folder
        self._reading = "" if workers is None else f"[reading]\nworkers = {workers}\n"
        self.config = folder / "tallywire.toml"
        self.log = folder / "posts.jsonl"
        self.url = f"sqlite:///{folder}/ledger.db"
        (folder / "topics").mkdir()
        (folder / "topics" / "storm.yaml").write_text(STORM)

    def configure(self, host: str, *paths: str, baseline: bool = False) -> Settings:
        """Write settings that poll these paths of a loopback host, and return them."""
        feeds = "".join(f'[[feeds]]\nurl = "http://{host}{path}"\noutlet = "{path[1:]}"\n' for path in paths)
        (self.folder / "feeds.toml").write_text(feeds)
        self.config.write_text(
            f'[store]\nurl = "{self.url}"\n'
            f'[topics]\ndir = "topics"\n'
            f'[feeds]\nfile = "feeds.toml"\nbaseline = {json.dumps(baseline)}\ninterval = 0.2\n'
            f'[fetch]\nallow_hosts = ["{host.rpartition("@")[2]}"]\n'
            f'[console]\nlog = "posts.jsonl"\n{self._reading}'
        )
        return load_settings(self.config, {})

    def posts(self) -> list[str]:
        """Return the headlines in the console's log; a line that is being written is none yet."""
        lines = self.log.read_bytes().split(b"\n")[:-1] if self.log.exists() else []
        return [json.loads(line)["text"].splitlines()[0] for line in lines]
