"""What decides about an article, made ready for the topics under watch."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.analysis import News, analyse, watch
from bot.errors import Misuse
from bot.matching.gate import TopicGate
from bot.model import Article, Entry, Gate, Reading, Topic
from bot.reading.language import Language
from bot.reading.languages import find_language, language_codes
from bot.reading.read import read
from bot.versions import analyse_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps along the road that decide; all of them are pure."""

    topics: Mapping[str, Topic]
    gate: Callable[[Article], Gate]
    read: Callable[[Article, str], Reading]
    """Article and language code to figures."""
    analyse: Callable[[Reading, str, Sequence[Entry], datetime], News]
    """Reading, topic id, the topic's ledger and the time to what is new."""
    compare: Callable[[Reading | None, Reading, str, Sequence[Entry], datetime, bool], News]
    """The readings of an article's last version, if it was read, and of a new one, then as `analyse`, to what changed.

    The last is whether the new version is only told more fully.
    """


def make_steps(topics: Iterable[Topic]) -> Steps:
    """Compile the topics once for all articles; raise Misuse for a topic in a language that cannot be read."""
    by_id = {topic.id: topic for topic in topics}
    languages = {topic.language: _language(topic) for topic in by_id.values()}
    watched = {topic.id: watch(topic, languages[topic.language]) for topic in by_id.values()}

    def read_in(article: Article, code: str) -> Reading:
        return read(article, languages[code])

    def analyse_for(reading: Reading, topic: str, history: Sequence[Entry], now: datetime) -> News:
        return analyse(reading, watched[topic], history, now)

    def compare_for(
        before: Reading | None, after: Reading, topic: str, history: Sequence[Entry], now: datetime, fuller: bool
    ) -> News:
        return analyse_version(before, after, watched[topic], history, now, fuller=fuller)

    gate = _gate(by_id.values(), languages)
    return Steps(topics=by_id, gate=gate, read=read_in, analyse=analyse_for, compare=compare_for)


def _language(topic: Topic) -> Language:
    language = find_language(topic.language)
    if language is None:
        known = ", ".join(language_codes())
        raise Misuse(f"Topic {topic.id}: the language {topic.language!r} cannot be read; known: {known}.")
    return language


def _gate(topics: Iterable[Topic], languages: Mapping[str, Language]) -> Callable[[Article], Gate]:
    """Return one gate for topics in several languages; each language inflects its own terms."""
    grouped: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        grouped[topic.language].append(topic)
    gates = [TopicGate(group, languages[code].matching.inflection) for code, group in grouped.items()]

    def gate(article: Article) -> Gate:
        passed = [each.topics_of(article) for each in gates]
        return Gate(
            topics=tuple(topic for each in passed for topic in each.topics),
            hits={topic: words for each in passed for topic, words in each.hits.items()},
        )

    return gate
