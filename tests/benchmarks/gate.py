"""Off-topic articles of 600 words through the gate, on one core."""

from collections.abc import Callable, Iterator, Sequence

from adapters.files.topics import load_topics
from bot.matching.gate import TopicGate
from bot.model import Article, Topic
from bot.reading.languages import find_language
from tests.benchmarks.made import SEEDS, made_topics, offtopic_articles
from tests.benchmarks.measure import Row, a_second

ARTICLES = 400
TOPICS = 1_000
TARGET = 20_000


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Measure with the seeded topics, and with a thousand made-up ones of fifty terms each."""
    articles = offtopic_articles(ARTICLES)
    for what, topics in ((None, load_topics(SEEDS / "topics")), ("1,000 topics, 50,000 terms", made_topics(TOPICS))):
        gate = _gate(topics)
        off = [article for article in articles if not gate.topics_of(article).topics]
        yield Row(
            what=f"off-topic articles through the gate of {what or f'{len(topics)} topics'}",
            figure=a_second(_passing(gate, off)),
            unit="a second",
            target=TARGET,
        )


def _gate(topics: Sequence[Topic]) -> TopicGate:
    language = find_language("en")
    if language is None:
        raise LookupError("English cannot be read")
    return TopicGate(topics, language.matching.inflection)


def _passing(gate: TopicGate, articles: Sequence[Article]) -> Callable[[], int]:
    def work() -> int:
        for article in articles:
            gate.topics_of(article)
        return len(articles)

    return work
