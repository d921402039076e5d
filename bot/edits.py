"""Articles that change: when one is read again, and what a look at it means before any figure is read."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Article, ArticleRecord, Feed, FullText, Outcome, Recheck, TakenFrom
from bot.ports import Page
from bot.urls import digest

PACE = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(minutes=60)),
    (timedelta(days=7), timedelta(minutes=180)),
    (timedelta(days=30), timedelta(days=3)),
)
"""Up to this long after its last change, an article is read again after so much time. NewsDiffs' schedule."""
RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3), timedelta(hours=12))
"""How long an unreadable page is left alone, the first time, the second, ...; then it is given up."""
SOON = timedelta(minutes=5)
"""A feed that only moves an article's date asks for a look at its page, at once, but no more often than this."""
SPREAD = 0.05
"""Share of a wait by which chance moves it."""
SHRUNK = 0.5
"""A text that falls below this share of its length is believed when it is seen a second time."""
SHORTER = "its text is much shorter than before; it is looked at once more"
READ = frozenset({Outcome.MATCHED, Outcome.NO_CLAIM})
"""Outcomes of articles whose text was compared with the topics' claims."""
COMPARED = READ | {Outcome.BASELINE}
"""Outcomes of articles with which a new version is compared: what stood in a feed at first contact is no news later."""


def wants_page(article: Article, feed: Feed) -> bool:
    """Tell whether an item's article is read on its page."""
    if not article.url or feed.full_text is FullText.NEVER:
        return False
    return feed.full_text is FullText.ALWAYS or article.taken_from is TakenFrom.SUMMARY


def on_page(article: Article, page: Page) -> Article:
    """Return the article as its page prints it."""
    return replace(article, title=page.title or article.title, text=page.text, taken_from=TakenFrom.PAGE)


def text_hash(article: Article) -> str:
    """Return what tells one title and text from others; markup, adverts and dates are no part of it."""
    return digest(f"{article.title}\n{article.text}")


def first_recheck(article: Article, item: Article, feed: Feed, now: datetime, chance: float) -> Recheck:
    """Return when a new article is read again; `item` is how its feed gives it, `article` how it was read."""
    read_on_page = article.taken_from is TakenFrom.PAGE
    recheck = Recheck(
        article=article.id,
        url=article.url,
        next_check=None,
        changed=article.published,
        text_hash=text_hash(article) if read_on_page else "",
        item_hash=text_hash(item),
    )
    if not article.url or feed.full_text is FullText.NEVER:
        return recheck
    return replace(recheck, next_check=next_check(recheck.changed, now, chance))


def is_passed_over(item: Article, record: ArticleRecord, feed: Feed) -> bool:
    """Tell an article that was left alone when it came, and of which its own feed now says something else."""
    left_alone = record.outcome not in READ and record.feed == feed.url
    return left_alone and text_hash(item) != text_hash(record.article)


def late_recheck(item: Article, record: ArticleRecord, feed: Feed, now: datetime, chance: float) -> Recheck:
    """Return the recheck of an article that was passed over; what first contact left alone only its feed tells anew."""
    recheck = replace(first_recheck(item, item, feed, now, chance), item_hash=text_hash(record.article))
    return replace(recheck, next_check=None) if record.outcome is Outcome.BASELINE else recheck


def next_check(changed: datetime, now: datetime, chance: float) -> datetime | None:
    """Return when to look next at an article that last changed then; None is never. `chance` is from 0 to 1."""
    for age, wait in PACE:
        if now - changed < age:
            return now + wait * (1 + SPREAD * (2 * chance - 1))
    return None


def retry_check(failures: int, now: datetime) -> datetime | None:
    """Return when to look again at a page that could not be read so many times; None is never."""
    return now + RETRIES[failures - 1] if failures <= len(RETRIES) else None


def unread(recheck: Recheck, record: ArticleRecord, fault: str, pause: float | None, now: datetime) -> Recheck:
    """Return the recheck after a look that brought no text; `pause` are the seconds that the publisher asks for.

    An article that was read before keeps its schedule, and one that nobody has read yet is tried a few times.
    """
    failures = recheck.failures + 1
    due = retry_check(failures, now)
    if due is None and record.outcome in READ:
        due = next_check(recheck.changed, now, 1.0)
    if due is not None and pause is not None:
        due = max(due, now + timedelta(seconds=pause))
    return replace(recheck, failures=failures, fault=fault, next_check=due)


def looked(recheck: Recheck, now: datetime, chance: float, *, changed: bool = False) -> Recheck:
    """Return the recheck after a look that brought a text; `changed` in its figures."""
    since = now if changed else recheck.changed
    due = None if recheck.next_check is None else next_check(since, now, chance)
    return replace(recheck, changed=since, next_check=due, failures=0, fault="")


def is_doubtful(article: Article, record: ArticleRecord, recheck: Recheck) -> bool:
    """Tell a text that lost so much that it may be read badly, the first time that it is seen so."""
    if record.article.taken_from is not article.taken_from or record.outcome not in READ:
        return False
    seen_before = recheck.fault == SHORTER and recheck.text_hash == text_hash(article)
    return len(article.text) < SHRUNK * len(record.article.text) and not seen_before


def new_version(article: Article, record: ArticleRecord) -> Article:
    """Return a text as the next version of an article: the first printing's day and outlet are its own.

    A version that nobody could read is none yet: the text takes its place.
    """
    before = record.article
    return replace(
        article,
        id=before.id,
        url=before.url,
        outlet=before.outlet,
        published=before.published,
        version=before.version + (record.outcome in COMPARED),
        origin=before.origin,
    )


def is_fuller(article: Article, record: ArticleRecord) -> bool:
    """Tell a text that was taken from elsewhere than the version before: what it lacks, nobody dropped."""
    return article.taken_from is not record.article.taken_from
