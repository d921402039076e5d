"""On-topic articles read, matched and compared, on one core."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import _lru_cache_wrapper

from adapters.files.articles import order
from adapters.files.topics import load_topic
from bot.analysis import Watch, analyse, watch
from bot.ledger import opening_entries
from bot.model import Article, Entry
from bot.reading.languages import find_language
from bot.reading.read import read
from tests.benchmarks.made import SEEDS, again, samples
from tests.benchmarks.measure import Row, a_second

ROUNDS = 3
LONG = 9
"""Sample articles that make up one as long as an article of a newspaper: about 600 words."""
TARGET = 500
OF_A_TEXT = 64
"""A cache of so many entries or more keeps what was found in single sentences."""


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Measure the sample articles on the seeded event, as they are and joined to longer ones."""
    watched = _watched()
    arriving = order(samples("isis"))
    for what, articles in (("short", arriving), ("long", list(joined(arriving)))):
        words = sum(len(f"{article.title} {article.text}".split()) for article in articles) // len(articles)
        size = f"{what} on-topic articles ({words} words)"
        whole = a_second(_whole(articles, watched), ROUNDS)
        yield Row(what=f"{size} read, matched, compared", figure=whole, unit="a second", target=TARGET)
        yield Row(what=f"{size} only read", figure=a_second(_only_read(articles, watched), ROUNDS), unit="a second")


def joined(articles: Sequence[Article]) -> Iterator[Article]:
    """Yield articles made of several, as many as there were."""
    turning = again(articles, 2 * len(articles))
    for number, article in enumerate(again(articles, len(articles))):
        text = "\n\n".join(each.text for each in turning[number : number + LONG])
        yield Article(
            id=article.id,
            url=article.url,
            outlet=article.outlet,
            published=article.published,
            title=article.title,
            text=text,
        )


def forget() -> None:
    """Empty the caches of single sentences, so that a text that was read before costs what a new one costs."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and (value.cache_parameters()["maxsize"] or 0) >= OF_A_TEXT:
                    value.cache_clear()


def _watched() -> Watch:
    topic = load_topic(SEEDS / "topics" / "isis-detainees-syria-iraq.yaml")
    language = find_language(topic.language)
    if language is None:
        raise LookupError(f"{topic.language} cannot be read")
    return watch(topic, language)


def _whole(articles: Sequence[Article], watched: Watch) -> Callable[[], int]:
    def work() -> int:
        forget()
        history: list[Entry] = list(opening_entries(watched.topic, articles[0].published))
        for article in articles:
            news = analyse(read(article, watched.language), watched, history, article.published)
            history.extend(news.entries)
        return len(articles)

    return work


def _only_read(articles: Sequence[Article], watched: Watch) -> Callable[[], int]:
    def work() -> int:
        forget()
        for article in articles:
            read(article, watched.language)
        return len(articles)

    return work
