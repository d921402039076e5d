"""What decides about an article, made ready for the topics under watch."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.analysis import News, Watch, analyse, judged, printed_by, watch
from bot.errors import Misuse
from bot.ledger import Histories, History, kept_after
from bot.matching.gate import TopicGate
from bot.model import Article, Entry, Gate, Printed, Reading, Topic, Values
from bot.reading.language import Language
from bot.reading.languages import find_language, language_codes
from bot.reading.read import read
from bot.versions import judged_version, match_versions

ROOM = 200_000
"""Entries of the ledgers that are kept indexed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps along the road that decide; all of them are pure."""

    topics: Mapping[str, Topic]
    gate: Callable[[Article], Gate]
    read: Callable[[Article, str], Reading]
    """Article and language code to figures."""
    analyse: Callable[[Reading, str, Sequence[Entry], datetime], News]
    """Reading, topic id, the topic's ledger and the time to what is new: all that follows at once."""
    on_record: Callable[[str, Sequence[Entry], str], Values]
    """Topic id, its ledger and an article's id to the numbers that the other articles brought on record."""
    find: Callable[[Article, Article | None, Mapping[str, Values]], Mapping[str, Printed]]
    """An article, its version before if that was read, and what is on record by topic id to what it says."""
    judge: Callable[[Printed, Article, str, Sequence[Entry], datetime], News]
    """What an article says, the article, topic id, the topic's ledger and the time to what is new."""
    revise: Callable[[Printed, Article, str, Sequence[Entry], datetime, bool], News]
    """As `judge`, for a new version; the last is whether it is only told more fully."""


def make_steps(topics: Iterable[Topic]) -> Steps:
    """Compile the topics once for all articles; raise Misuse for a topic in a language that cannot be read."""
    by_id = {topic.id: topic for topic in topics}
    languages = {topic.language: _language(topic) for topic in by_id.values()}
    watched = {topic.id: watch(topic, languages[topic.language]) for topic in by_id.values()}
    histories = Histories(ROOM)

    def read_in(article: Article, code: str) -> Reading:
        return read(article, languages[code])

    def analyse_for(reading: Reading, topic: str, ledger: Sequence[Entry], now: datetime) -> News:
        return analyse(reading, watched[topic], ledger, now)

    def values_for(topic: str, ledger: Sequence[Entry], article: str) -> Values:
        return histories.of(topic, ledger).values(without=article)

    def judge_for(printed: Printed, article: Article, topic: str, ledger: Sequence[Entry], now: datetime) -> News:
        statements = printed_by(printed.statements, article)
        past = histories.of(topic, ledger)
        return with_standing(judged(statements, article, by_id[topic], past, now), past, by_id[topic])

    def revise_for(
        printed: Printed, article: Article, topic: str, ledger: Sequence[Entry], now: datetime, fuller: bool
    ) -> News:
        both = Printed(statements=printed_by(printed.statements, article), before=printed.before)
        past = histories.of(topic, ledger)
        news = judged_version(both, article, by_id[topic], past, now, fuller=fuller)
        return with_standing(news, past, by_id[topic])

    return Steps(
        topics=by_id,
        gate=_gate(by_id.values(), languages),
        read=read_in,
        analyse=analyse_for,
        on_record=values_for,
        find=_finder(watched),
        judge=judge_for,
        revise=revise_for,
    )


def with_standing(news: News, past: History, topic: Topic) -> News:
    """Return the news with what it changes of what is kept of the topic's claims."""
    return replace(news, standing=kept_after(news.entries, past, topic))


def _language(topic: Topic) -> Language:
    language = find_language(topic.language)
    if language is None:
        known = ", ".join(language_codes())
        raise Misuse(f"Topic {topic.id}: the language {topic.language!r} cannot be read; known: {known}.")
    return language


def _finder(
    watched: Mapping[str, Watch],
) -> Callable[[Article, Article | None, Mapping[str, Values]], Mapping[str, Printed]]:
    """Return what reads an article once for each language of its topics, and matches it with each."""

    def find(article: Article, before: Article | None, on_record: Mapping[str, Values]) -> Mapping[str, Printed]:
        found: dict[str, Printed] = {}
        languages = {watched[topic].topic.language: watched[topic].language for topic in on_record}
        for code, language in sorted(languages.items()):
            reading = read(article, language)
            old = read(before, language) if before is not None else None
            for topic, values in on_record.items():
                if watched[topic].topic.language == code:
                    found[topic] = match_versions(old, reading, watched[topic], values)
        return {topic: found[topic] for topic in on_record}

    return find


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
