"""Scenes in shorthand: a line a statement, from which ledgers are played.

`3 ministry at least 24` is printed on 3 January with the ministry quoted; `3@1 ministry 24` is printed on the 3rd and
dated the 1st by its text; `:Herald 24` is the Herald's own voice; `ministry/Herald 24` is the ministry in the Herald.
A line that starts with `+` stands in the article of the line before. Flags follow in brackets: `[title, denied]`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.ledger import judge_article
from bot.model import Claim, Entry, Field, Figure, Hedge, Modality, Series, Statement, Topic

HEDGES = {
    "about": Hedge.ABOUT,
    "over": Hedge.OVER,
    "at least": Hedge.AT_LEAST,
    "under": Hedge.UNDER,
    "up to": Hedge.UP_TO,
    "nearly": Hedge.NEARLY,
}
VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000}
MODALITIES = {
    "denied": Modality.DENIED,
    "planned": Modality.PLANNED_CEILING,
    "estimate": Modality.ESTIMATE,
    "accused": Modality.ACCUSED,
}
LINE = re.compile(
    r"(?P<more>\+ )?(?P<day>\d+)(?:@(?P<dated>\d+))? (?P<source>[\w-]+)?(?:[:/](?P<outlet>\w+))? (?P<figure>[^\[]+)"
    r"(?:\[(?P<flags>.+)\])?"
)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NOW = NEW_YEAR + timedelta(days=60)
_numbers = count(1)


def a_claim(series: Series = Series.CUMULATIVE, claim_id: str = "dead", **keys: object) -> Claim:
    """Make a claim of which only the series matters."""
    return Claim(id=claim_id, title=claim_id.title(), question=f"How many {claim_id}?", series=series, **keys)  # type: ignore[arg-type]  # keys of Claim, spelled by the test


def a_topic(*claims: Claim) -> Topic:
    """Make a topic of these claims."""
    return Topic(id="storm", title="Storm", language="en", about=(), places={}, sources=(), claims=claims)


def a_figure(words: str) -> Figure:
    """Read `at least 24`, `80 to 150` or `dozens`."""
    words = words.strip()
    if words in VAGUE:
        return printed(words, None, VAGUE[words], None, Hedge.VAGUE)
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+", words)]
    if len(numbers) == 2:
        return printed(words, None, numbers[0], numbers[1], Hedge.RANGE)
    hedge = HEDGES[words.rsplit(" ", 1)[0]] if " " in words else Hedge.EXACT
    low = None if hedge in {Hedge.UNDER, Hedge.UP_TO, Hedge.NEARLY} else numbers[0]
    high = None if hedge in {Hedge.OVER, Hedge.AT_LEAST} else numbers[0]
    return printed(words, numbers[0], low, high, hedge)


def printed(words: str, value: int | None, low: int | None, high: int | None, hedge: Hedge) -> Figure:
    """Make a figure somewhere in its article; later ones stand later."""
    start = next(_numbers) * 100
    return Figure(start=start, end=start + len(words), surface=words, value=value, low=low, high=high, hedge=hedge)


def a_statement(line: str, claim: str = "dead", article: str | None = None, version: int = 1) -> Statement:
    """Read one line of shorthand."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(line)
    number = next(_numbers)
    flags = set((match["flags"] or "").split(", "))
    day, dated = int(match["day"]), match["dated"]
    published = NEW_YEAR + timedelta(days=day - 1)
    return Statement(
        id=f"s{number}",
        topic="storm",
        claim=claim,
        figure=a_figure(match["figure"]),
        field=Field.TITLE if "title" in flags else Field.TEXT,
        source=match["source"],
        said_by=match["source"],
        via=None,
        outlet=match["outlet"] or f"outlet{number}",
        url=f"https://news.example/{number}",
        article=article or f"a{number}",
        version=version,
        published=published,
        as_of=(NEW_YEAR + timedelta(days=int(dated) - 1)).date() if dated else published.date(),
        dated=dated is not None,
        modality=next((modality for flag, modality in MODALITIES.items() if flag in flags), Modality.ACTUAL),
        background="background" in flags,
        quote=f"quote {number}",
        quote_start=0,
    )


def articles(lines: Sequence[str], claim: str = "dead") -> list[list[Statement]]:
    """Read lines of shorthand into articles in order of arrival."""
    told: list[list[Statement]] = []
    for line in lines:
        if line.startswith("+ "):
            first = told[-1][0]
            told[-1].append(a_statement(line, claim, first.article, first.version))
        else:
            told.append([a_statement(line, claim)])
    return told


def play(claim: Claim, *lines: str) -> list[Entry]:
    """Judge the lines in order of arrival, from an empty ledger."""
    history: list[Entry] = []
    for told in articles(lines, claim.id):
        history.extend(judge_article(told, history, a_topic(claim), NOW))
    return history


def kinds(entries: Sequence[Entry]) -> list[str]:
    """Return the kinds of entries in order."""
    return [str(entry.verdict.kind) for entry in entries]
