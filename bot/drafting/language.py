"""What one language lends to drafting: its kinds of claims and the words that questions and names are made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.drafting.family import Family
from bot.model import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingLanguage:
    """Word lists of one language; all lower case."""

    families: tuple[Family, ...]
    asking: tuple[tuple[str, ...], ...]
    """What leads to the counted noun of a question: `how many`."""
    measures: Mapping[str, Measure]
    """Words of a question that say what sort of quantity is asked for: `how much`, `how large`."""
    bare: frozenset[str]
    """Those of them that are no unit."""
    planned: frozenset[str]
    """Words of a question about a plan: `could`, `at most`."""
    skipped: frozenset[str]
    """Words between `how many` and the noun: `of the`."""
    auxiliaries: frozenset[str]
    """What ends the counted noun of a question."""
    people: frozenset[str]
    """Nouns for people, singular: figures that count any of them may answer one claim."""
    apart: frozenset[str]
    """Nouns for some of the people: figures of them are a part, and answer a claim of their own."""
    plurals: tuple[tuple[str, str], ...]
    """Endings of plural nouns, and what stands there in the singular; an ending that stays is none."""
    possessives: frozenset[str]
    """What stands for a noun that is left out: `forty of ours`."""
    demonyms: tuple[str, ...]
    """Endings of names for a nation's people: `Kestorians`."""
    place_leads: frozenset[str]
    """Prepositions before a place."""
    place_kinds: frozenset[str]
    """Nouns that make the name before them a place: `camp`, `province`."""
    unplaced: frozenset[str]
    """Capitalised words that are no place: days, months, titles."""
    articles: frozenset[str]
    """The Arabic, French or Spanish article of a place's name, which spellings leave out at will."""
    plain: frozenset[str]
    """Words that say nothing of what an article is about."""
    persons: frozenset[str]
    """Offices that stand before a person's name: `spokesman`, `mayor`."""
    nobody: frozenset[str]
    """Speakers who are no source of their own: `sources`, `reports`."""
    thing_question: str
    """Question of a claim for a thing: `{noun}`, `{event}`, `{where}`."""
    headline: str
    """How a claim's title goes on with its place: `Killed in Port Amal`."""
    plain_question: str
    """Question of a claim without a family: `{noun}`, `{where}`."""
    planned_title: str
    planned_question: str
