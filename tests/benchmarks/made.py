"""Articles and topics for measuring, made up alike each time out of the sample articles' own words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from adapters.files.articles import load_articles
from bot.model import Article, Post, Topic

SEEDS = Path(__file__).parents[2] / "seeds"
WORDS = 600
"""Words of an off-topic article."""
NEW_WORDS = 0.3
"""Share of an article's longer words that are made up: news has more words than the sample articles."""
VOCABULARY = 5_000
"""Made-up words that articles use."""
TERMS_A_GROUP = 25
MET = 0.02
"""Share of a topic's terms that articles may print; some twenty words of an article are a term of some topic."""
ACRONYMS, PAIRS = 0.1, 0.3
"""Shares of a topic's names: SDF, Camp Mystic."""
WORDLIKE = ("IS", "IT", "US", "WHO")
"""Acronyms that any article prints as words; one acronym in fifty is one of them."""
PRINTED = datetime(2026, 1, 22, 12, tzinfo=UTC)
_WORD = re.compile(r"[^\W\d_]+")
_START, _END = "^", "$"
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Speller:
    """Makes up words that begin, go on and end like English ones."""

    following: dict[str, str]
    """What follows two letters, as often as it does."""
    known: frozenset[str]
    """Words that exist."""

    def word(self, chance: Random) -> str:
        """Make up a word in lower case."""
        while True:
            letters = _START + _START
            while letters[-1] != _END:
                letters += chance.choice(self.following[letters[-2:]])
            made = letters.strip(_START + _END)
            if len(made) > _SHORT and made not in self.known:
                return made


@cache
def speller() -> Speller:
    """Learn spelling from the sample articles."""
    following: defaultdict[str, str] = defaultdict(str)
    articles = (*samples("offtopic"), *samples("isis"), *samples("earthquake"))
    words = [word.lower() for article in articles for word in _WORD.findall(article.text)]
    for word in words:
        letters = f"{_START}{_START}{word}{_END}"
        for at in range(len(letters) - 2):
            following[letters[at : at + 2]] += letters[at + 2]
    return Speller(following=dict(following), known=frozenset(words))


@cache
def samples(name: str) -> tuple[Article, ...]:
    """Return the sample articles of one file."""
    return tuple(load_articles(SEEDS / "articles" / f"{name}.jsonl"))


@cache
def vocabulary() -> tuple[str, ...]:
    """Make up the words that articles use beside those of the sample articles."""
    chance = Random(5)  # noqa: S311 - the same words each time, no secret
    return tuple(speller().word(chance) for _ in range(VOCABULARY))


def offtopic_articles(count: int) -> list[Article]:
    """Make articles of 600 words about nothing that is under watch."""
    chance = Random(600)  # noqa: S311 - the same articles each time, no secret
    sentences = [part for article in samples("offtopic") for part in re.split(r"(?<=[.!?])\s+", article.text)]
    return [_offtopic(number, sentences, chance) for number in range(count)]


def _offtopic(number: int, sentences: Sequence[str], chance: Random) -> Article:
    printed: list[str] = []
    while sum(len(sentence.split()) for sentence in printed) < WORDS:
        printed.append(_WORD.sub(lambda match: _reworded(match.group(), chance), chance.choice(sentences)))
    paragraphs = [" ".join(printed[at : at + 3]) for at in range(0, len(printed), 3)]
    text = " ".join("\n\n".join(paragraphs).split(" ")[:WORDS])
    return Article(
        id=f"off-{number}",
        url=f"https://off.example/{number}",
        outlet="Off",
        published=PRINTED,
        title=printed[0],
        text=text,
    )


def _reworded(word: str, chance: Random) -> str:
    if len(word) <= _SHORT or chance.random() > NEW_WORDS:
        return word
    made = chance.choice(vocabulary())
    return made.capitalize() if word[0].isupper() else made


def made_topics(count: int) -> list[Topic]:
    """Make topics that are each about one of 25 nouns and one of 25 names, nearly every one in that topic alone."""
    chance = Random(1000)  # noqa: S311 - the same topics each time, no secret
    return [
        Topic(
            id=f"topic-{number}",
            title=f"Topic {number}",
            language="en",
            about=(tuple(_nouns(chance)), tuple(_names(chance))),
            places={},
            sources=(),
            claims=(),
        )
        for number in range(count)
    ]


def _nouns(chance: Random) -> Iterator[str]:
    for _ in range(TERMS_A_GROUP):
        yield _term_word(chance)


def _names(chance: Random) -> Iterator[str]:
    for _ in range(TERMS_A_GROUP):
        first, second, kind = _term_word(chance).capitalize(), _term_word(chance).capitalize(), chance.random()
        if kind < ACRONYMS:
            yield _acronym(first, second, chance)
        elif kind < ACRONYMS + PAIRS:
            yield f"{first} {second}"
        else:
            yield first


def _acronym(first: str, second: str, chance: Random) -> str:
    letters = f"{first[:2]}{second[: chance.randint(1, 2)]}".lower()
    return chance.choice(WORDLIKE) if letters in speller().known or chance.random() < 0.02 else letters.upper()


def _term_word(chance: Random) -> str:
    if chance.random() < MET:
        return chance.choice(vocabulary())
    while (made := speller().word(chance)) in _met():
        pass
    return made


@cache
def _met() -> frozenset[str]:
    return frozenset(vocabulary())


def again(articles: Sequence[Article], count: int) -> list[Article]:
    """Repeat articles with ids and addresses of their own."""
    return [
        replace(article, id=f"{article.id}-{turn}", url=f"{article.url}?{turn}")
        for turn in range(-(-count // len(articles)))
        for article in articles
    ][:count]


def backlog(posts: int, channels: int, platform: str, now: datetime) -> list[Post]:
    """Make posts that wait, dealt out to channels in turn."""
    return [
        Post(
            key=f"key-{number}",
            platform=platform,
            channel=f"channel-{number % channels}",
            article=str(number),
            outlet="Outlet",
            url="https://outlet.example",
            published=now,
            read=now,
            alerts=(),
        )
        for number in range(posts)
    ]
