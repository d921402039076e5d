"""Storms on which every report disagrees: each article makes an alert on each of its claims, in any order.

Of each storm every source tells its own number of dead and injured, none near another: the first is news, and all
that follow are conflicts. So what is wanted does not hang on the order, and every verdict hangs on all those before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.doubles.feeds import rss_item

NAMES = ("Alba", "Boreas", "Cyrene", "Dorado", "Elvira", "Fiona", "Gustav", "Hector", "Irena", "Jolanda")
COLOURS = ("Amber", "Azure", "Copper", "Crimson", "Indigo", "Ivory", "Jade", "Olive", "Scarlet", "Silver")
BODIES = ("Council", "Observatory", "Institute", "Federation", "Alliance", "Union")
STEP = 1.04
"""Each number is so much greater than the one before: no two meet."""
CLAIMS = ("dead", "injured")


@dataclass(frozen=True, slots=True)
class Report:
    """An article on a storm: who says how many died and were injured."""

    storm: str
    source: str
    dead: int
    injured: int
    feed: int

    @property
    def name(self) -> str:
        """Its item's id and title."""
        return f"{self.storm} {self.source}"

    @property
    def link(self) -> str:
        """Its address."""
        return f"https://news.example/{self.storm}/{self.source}".replace(" ", "-").lower()

    @property
    def text(self) -> str:
        """What it says."""
        return (
            f"Storm {self.storm} killed {self.dead} people, the {self.source} said."
            f" Storm {self.storm} injured {self.injured} people, the {self.source} said."
        )

    def item(self) -> str:
        """Print it as a feed does."""
        return rss_item(self.name, self.text, link=self.link)


def sources() -> list[str]:
    """Return the names of all who report."""
    return [f"{colour} {body}" for body, colour in product(BODIES, COLOURS)]


def reports(articles: int, feeds: int) -> list[Report]:
    """Make so many articles, each in the feed whose turn it is."""
    storms = NAMES[: max(1, min(len(NAMES), articles // 8))]
    names = sources()
    made = []
    for number in range(articles):
        place, storm = divmod(number, len(storms))
        factor = STEP**place
        made.append(
            Report(
                storm=storms[storm],
                source=names[place],
                dead=round(200 * factor),
                injured=round(20_000 * factor),
                feed=number % feeds,
            )
        )
    return made


def write_topics(folder: Path, made: Iterable[Report]) -> list[str]:
    """Write a topic for each storm, and return their ids."""
    folder.mkdir()
    storms = sorted({report.storm for report in made})
    known = "".join(f"  s{number}: {{name: {name}, aliases: [{name}]}}\n" for number, name in enumerate(sources()))
    for storm in storms:
        (folder / f"{storm.lower()}.yaml").write_text(
            f"topic: {storm.lower()}\ntitle: Storm {storm}\nabout: [[storm {storm}]]\nsources:\n{known}claims:\n"
            "  - {id: dead, question: How many people did the storm kill?, counts: [person], event: [kill],"
            " series: one_off, key: true}\n"
            "  - {id: injured, question: How many people did the storm injure?, counts: [person], event: [injure],"
            " series: one_off, key: true}\n"
        )
    return [storm.lower() for storm in storms]


def printed(shown: Iterable[Report], feeds: int) -> Mapping[int, tuple[str, ...]]:
    """Return what each feed prints, the newest first."""
    held: dict[int, list[str]] = {number: [] for number in range(feeds)}
    for report in shown:
        held[report.feed].insert(0, report.item())
    return {number: tuple(items) for number, items in held.items()}
