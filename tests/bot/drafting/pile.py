"""A small pile of made-up articles on one event."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model import Article, Reading
from bot.reading.languages.en import LANGUAGE
from bot.reading.read import read

FERRY = (
    (
        "The ferry Lissa sank off Port Amal. At least 12 people died, the coast guard said. Some 40 people are"
        " missing, Lissa Lines said."
    ),
    (
        "The coast guard said 19 people had died as the ferry Lissa sank off Port Amal. Lissa Lines said 31 people"
        " were missing."
    ),
    (
        "The death toll of the ferry Lissa rose to 27, the coast guard said in Port Amal. Kestorian authorities said 35"
        " people died."
    ),
    (
        "Divers in Port Amal said 29 people were missing after the ferry Lissa sank. The coast guard said 27 people had"
        " died and 64 people were rescued."
    ),
)


def articles(texts: Sequence[str] = FERRY) -> list[Article]:
    """Return an article a text, a day apart, each of another outlet."""
    return [
        Article(
            id=f"a{number}",
            url=f"https://daily.example.org/{number}",
            outlet=f"Daily {number}",
            published=datetime(2026, 5, 4, tzinfo=UTC) + timedelta(days=number),
            title="",
            text=text,
        )
        for number, text in enumerate(texts)
    ]


def readings(texts: Sequence[str] = FERRY) -> list[Reading]:
    """Return the articles read."""
    return [read(article, LANGUAGE) for article in articles(texts)]
