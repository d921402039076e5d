"""A new version of an article and one topic: both versions read alike, and judged by what changed. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts import alerts_of
from bot.analysis import Found, News, Watch, matched, statements_of
from bot.ledger import History, judge_version
from bot.matching.match import statement_id
from bot.matching.record import Known
from bot.matching.weights import WEIGHTS
from bot.model import Article, Entry, Mention, Printed, Reading, Statement, Topic, Values

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Slot = tuple[str, int]
"""A sentence without its numbers, and which of its figures is meant."""


def match_versions(
    before: Reading | None,
    after: Reading,
    watched: Watch,
    values: Values,
    weights: Mapping[str, float] = WEIGHTS,
) -> Printed:
    """Return what two versions of an article say on a topic; `before` is None where nobody could read it.

    Both are matched as if the article had just come, so `values` leaves out what only its own figures brought on
    record: they would make the old version the likelier one.
    """
    old = matched(before, watched, Known.of(values), weights) if before is not None else ()
    new = carried(old, matched(after, watched, Known.of(values), weights), after.article)
    return Printed(statements=statements_of(new), before=statements_of(old), figures=len(new))


def judged_version(
    printed: Printed, article: Article, topic: Topic, history: Sequence[Entry], recorded: datetime, *, fuller: bool
) -> News:
    """Return what a new version says anew on the topic, judged against the topic's ledger in order of arrival.

    `fuller` tells that it withdraws nothing.
    """
    past = History.of(history)
    entries = judge_version(printed.before, printed.statements, past, topic, recorded, article=article, fuller=fuller)
    return News(entries=entries, alerts=alerts_of(entries, past, topic))


def carried(old: Sequence[Found], new: Sequence[Found], article: Article) -> tuple[Found, ...]:
    """Return the new version's figures; one that only replaces a number of the same sentence answers what that did.

    An edit that changes nothing but the number changes neither the claim nor who says it, however unlikely the number.
    """
    answered = {slot: each.result for slot, each in slots(old) if slot and isinstance(each.result, Statement)}
    result = []
    for slot, each in slots(new):
        was = answered.get(slot) if slot else None
        result.append(each if was is None else answering(each, was, article))
    return tuple(result)


def slots(found: Sequence[Found]) -> list[tuple[Slot | None, Found]]:
    """Return each figure with its place in its sentence, in order of print; a sentence that comes twice has none."""
    sentences: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for each in found:
        sentences[masked(each.mention)].add((each.mention.sentence.field, each.mention.sentence.index))
    count: Counter[str] = Counter()
    placed: list[tuple[Slot | None, Found]] = []
    for each in found:
        words = masked(each.mention)
        placed.append(((words, count[words]) if len(sentences[words]) == 1 else None, each))
        count[words] += 1
    return placed


def masked(mention: Mention) -> str:
    """Return the sentence with a mark for each number."""
    return NUMBER.sub("#", mention.sentence.text)


def answering(each: Found, was: Statement, article: Article) -> Found:
    """Return the figure as an answer to the claim that the version before gave it, said by the same source."""
    mention = each.mention
    if each.result == was or mention.figure.measure is not was.figure.measure:
        return each
    result = replace(
        was,
        id=statement_id(article, was.topic, was.claim, mention),
        figure=mention.figure,
        field=mention.sentence.field,
        article=article.id,
        version=article.version,
        published=article.published,
        as_of=mention.as_of,
        dated=mention.dated,
        modality=mention.modality,
        background=mention.background or was.background,
        quote=mention.sentence.text,
        quote_start=mention.sentence.start,
        origin=article.origin,
    )
    return replace(each, source=was.source, result=result)
