"""The command table: every command once, for all platforms and the command line."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.current import topic_figures
from bot.commands.explain import explained, latest_news, looks_like_id, newest
from bot.commands.names import Asked, find_claim, find_figures
from bot.errors import UnknownName
from bot.model import Entry, Explained, Topic, TopicFigures, View
from bot.ports import Store
from bot.views import figures_view, history_view, why_view

LAST_CHANGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an answer is made from."""

    topics: Mapping[str, Topic]
    store: Store
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A word that a command takes."""

    name: str
    summary: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person may ask for. `run` takes the words after the command's name."""

    name: str
    summary: str
    arguments: tuple[Argument, ...]
    run: Callable[[Sequence[str], Desk], Awaitable[tuple[View, ...]]]


async def current_figures(words: Sequence[str], desk: Desk) -> tuple[TopicFigures, ...]:
    """Return the current figures of the topics and claims that the words ask for."""
    found = find_figures(desk.topics, words)
    return tuple([await _figures_of(topic, [claim.id for claim in claims], desk) for topic, claims in found])


async def claim_history(words: Sequence[str], desk: Desk) -> tuple[Asked, tuple[Entry, ...]]:
    """Return the claim that the words name, and its ledger in order of arrival."""
    asked = find_claim(desk.topics, " ".join(words))
    return asked, await desk.store.entries(asked.topic.id, asked.claim.id)


async def explanation(words: Sequence[str], desk: Desk) -> Explained:
    """Return what is known of a statement, by its id, or of the latest news on a claim."""
    wanted = " ".join(words)
    found = await desk.store.find_entries(wanted.removeprefix("#")) if looks_like_id(wanted) else ()
    if found:
        entry = newest(found, wanted)
        history = await desk.store.entries(entry.statement.topic, entry.statement.claim)
        return explained(entry, history, desk.topics.get(entry.statement.topic))
    if wanted.startswith("#"):
        raise UnknownName(
            f"No statement on record has an id that starts with {wanted}: posts and `history` print them."
        )
    asked, history = await claim_history(words, desk)
    if not history:
        raise UnknownName(f"Nobody has said anything on '{asked.claim.id}' yet, so there is nothing to explain.")
    return explained(latest_news(history), history, asked.topic)


async def _figures_of(topic: Topic, claims: Sequence[str], desk: Desk) -> TopicFigures:
    asked = [claim for claim in topic.claims if claim.id in claims]
    entries = await desk.store.entries(topic.id, asked[0].id if len(asked) == 1 else None)
    return topic_figures(topic, entries, asked)


async def _figures(words: Sequence[str], desk: Desk) -> tuple[View, ...]:
    return tuple(figures_view(figures, desk.now) for figures in await current_figures(words, desk))


async def _history(words: Sequence[str], desk: Desk) -> tuple[View, ...]:
    asked, entries = await claim_history(words, desk)
    return (history_view(asked.topic, asked.claim, entries, desk.now, LAST_CHANGES),)


async def _why(words: Sequence[str], desk: Desk) -> tuple[View, ...]:
    return (why_view(await explanation(words, desk), desk.now),)


COMMANDS: tuple[Command, ...] = (
    Command(
        name="figures",
        summary="Show the current figures, disputed ones first.",
        arguments=(
            Argument(name="topic", summary="an event under watch; all of them without it"),
            Argument(name="claim", summary="one of its claims, by id or words of its title"),
        ),
        run=_figures,
    ),
    Command(
        name="history",
        summary="Show how a claim came to its current figures.",
        arguments=(Argument(name="claim", summary="a claim, by id or words of its title", required=True),),
        run=_history,
    ),
    Command(
        name="why",
        summary="Show the quote, the speaker and the rule behind an alert, or why nothing was posted.",
        arguments=(Argument(name="id or claim", summary="the #id of a post, or a claim", required=True),),
        run=_why,
    ),
)
