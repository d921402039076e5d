"""What matching needs to know of a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.matching.words import Inflection
from bot.reading.clauses import ClauseWords


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingLanguage:
    """Word lists of one language; all lower case."""

    inflection: Inflection
    clauses: ClauseWords
    families: Mapping[str, tuple[str, ...]]
    """Unit -> nouns that count it: what a claim without `counts` takes."""
    synonyms: tuple[tuple[str, ...], ...]
    """Families of words that mean nearly the same event."""
    events: tuple[tuple[str, ...], ...]
    """Families of words for one kind of event; a claim with one of them is met by the others too, as a weaker cue."""
    nouns: tuple[tuple[str, ...], ...]
    """Families of nouns for one kind of thing; a claim that counts one of them is met by the others as a weaker cue."""
    generic: tuple[str, ...]
    """Nouns that stand for any kind of people."""
    relatives: frozenset[str]
    finite: frozenset[str]
    """Finite verbs and auxiliaries that end a relative clause: `ten inmates who got out ARE sought`."""
    changes: frozenset[str]
    """Verbs a total is told with: `rose to 93`, `stands at 93`."""
    links: frozenset[str]
    """Words between a total and its figure: `has now risen TO`."""
    partitives: frozenset[str]
    """`of`."""
    determiners: frozenset[str]
    phrase_ends: frozenset[str]
    """Words no noun phrase goes across."""
    participle_endings: tuple[str, ...]
    participles: frozenset[str]
    pronouns: frozenset[str]
    """What stands for a noun named before: `others`, `them`, `more`."""
    increments: frozenset[str]
    """What makes a number an addition to a total: `more`, `another`."""
    subcounts: tuple[tuple[str, ...], ...]
    """Word sequences that lead from a whole to its part: `including`, `of whom`."""
    totals: frozenset[str]
    """Nouns that name a running total: `toll`, `number`."""
    coordinators: frozenset[str]
    """What divides two figures: `and`, `but`, `while`."""
    number_words: frozenset[str]
    """Hedges and numerals that may stand between `of` and a noun."""
    calendar: frozenset[str]
    """Capitalised words that are no names: months, days, titles."""
    speaks: frozenset[str]
    """Verbs of which a counted person is the subject, not the thing counted: `two officials said`."""
    groups: frozenset[str]
    """Nouns of a part: `a group of 12`."""
    there: frozenset[str]
    """Adverbs that point back at a place."""
    place_nouns: frozenset[str]
    """Nouns that, with an article, point back at a place: `the camp`."""
    anaphors: frozenset[str]
    """What stands for a whole named before: `of them`."""
    copulas: frozenset[str]
    origins: frozenset[str]
    """Prepositions before where somebody comes from."""
    locatives: frozenset[str]
    """Prepositions of place."""
    indefinites: frozenset[str]
    """What stands before a place that nobody need know: `a plant`, `one village`, `its Fairfax plant`."""
