"""What the reading of sentences and figures needs to know of a language, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.matching.language import MatchingLanguage
from bot.matching.sources import SourceWords
from bot.model import Hedge, Measure
from bot.reading.clauses import ClauseWords
from bot.reading.dates import DateWords
from bot.reading.manner import MannerWords
from bot.reading.speech import SpeechData

Words = frozenset[str]
"""Words in lower case."""
Phrases = tuple[str, ...]
"""Runs of words in lower case, with single spaces."""


def words(text: str) -> Words:
    """Return the words of a text, for data to be written as one."""
    return frozenset(text.split())


def phrases(text: str) -> Phrases:
    """Return the phrases of a text that are set off by semicolons."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(";"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceWords:
    """Where sentences end, and which lines are no body text. Patterns are matched without regard to case."""

    titles: Words
    """Abbreviations before a name: no sentence ends here."""
    before_numbers: Words
    """Abbreviations before a number: no sentence ends when a digit follows."""
    abbreviations: Words
    """Abbreviations with a capital that may end a sentence: it does when a starter follows."""
    small_abbreviations: Words
    """Those that are printed without a capital too."""
    starters: Words
    """Words that begin a sentence rather than go on with a name."""
    furniture: Phrases
    """Patterns of a whole line that belongs to the page."""
    teasers: Phrases
    """Patterns of the beginning of a line that points to another text."""
    teaser_headings: Phrases
    """Patterns of a whole line above a list of other texts."""
    sign_ups: Phrases
    """Patterns inside a line that asks for a subscription."""
    credits: Phrases
    """Patterns of a photo credit inside a line."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumeralWords:
    """How numbers are written in words."""

    units: Mapping[str, int]
    """Zero to nineteen."""
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    """Words that multiply: hundred, dozen, million."""
    plural_scales: Mapping[str, int]
    """Vague words: dozens, thousands."""
    suffixes: Mapping[str, int]
    """Letters glued to digits: K, bn."""
    money_suffixes: Mapping[str, int]
    """Letters that multiply only after a currency: m, b."""
    ordinals: Mapping[str, int]
    ordinal_endings: Words
    """Letters glued to digits: 84th."""
    decade_endings: Words
    """Letters glued to digits: 1930s."""
    fractions: Mapping[str, int]
    """Denominators, singular and plural: third, quarters."""
    halves: Words
    articles: Words
    """Words that stand for one before a scale: a hundred."""
    conjunction: str
    """The word inside a number: one hundred and twenty."""
    of: str
    vague_multipliers: Mapping[str, int | None]
    """Words before a scale, with the multiple that limits them from above: a few hundred, several thousand."""
    scores: Words
    """Vague words that mean something else too."""
    score_followers: Words
    """What follows those when they are vague words."""
    half_followers: Words
    half_leaders: Words
    not_before_half: Words
    """Half is a share after leaders or before followers, and none of these stands before it: the first half."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneWords:
    """When the word for one counts and when it is a pronoun."""

    words: Words
    not_before: Words
    not_after: Words
    counting: Words
    """Words before `one of` that make it a count: at least one of the men."""
    classing: Words
    """Words before `one of` that make it a kind: as one of the worst."""
    those: Words
    """Words after `one of` that make it a count: one of them."""
    wants: Words
    """Verbs whose object it stands for: does not want one."""
    pairing: Words
    partners: Words
    """After a pairing word: one unit or another, from one house to the next."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LackWords:
    """When the word for none counts to zero."""

    determiners: Words
    pronouns: Words
    nouns: Words
    """What there is none of: casualties."""
    outcomes: Words
    """What befell none: nobody was hurt."""
    links: Words
    """Words between the pronoun and the outcome."""
    blocks: Words
    """Words that turn a lack into a lack of knowledge: no immediate, no casualty figures."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HedgeWords:
    """How numbers are qualified."""

    before: Mapping[str, Hedge]
    """Phrases before a number; the longest wins."""
    after: Mapping[str, Hedge]
    """Phrases straight after a number, glued or not."""
    intensifiers: Phrases
    """Phrases before a comparing hedge that belong to it: a little over, well above."""
    verbs: Mapping[str, Hedge]
    """Words that compare only after a noun: deaths top 1,300, gone past 2,100."""
    not_before_verbs: Words
    """Words after which those do not compare: the top 10, the past 25 years."""
    marks: Words
    """Words after a number that let an article stand before it: past the 2,000 mark."""
    risers: Words
    """Words after which `up to` tells a new value: has gone up to 150."""
    prepositions: Words
    """Hedges that are plain prepositions before a duration, unless a word of `spans` stands before them."""
    spans: Words
    backwards: Words
    """Words after a duration that make a preposition before it a hedge: over five years ago."""
    between: Words
    gaps: Words
    """Words before `between` that set two figures apart: the difference between 471 and 500."""
    from_: Words
    to: Words
    range_and: Words
    range_or: Words
    steps: Words
    """Words before a difference: rose by 12 to 64, up 12 to 64."""
    changes: Words
    """Verbs and adverbs of change: `from 41 to 31` beside one is two figures."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasureWords:
    """How the measure of a number is told."""

    units: Mapping[str, Measure]
    """Units of measure after a number, phrases allowed."""
    percents: Phrases
    money_symbols: Words
    money_prefixes: Words
    """Letters before a currency symbol: US$."""
    money_codes: Words
    """Letters before a number: EUR 3bn."""
    months: Mapping[str, int]
    month_only_leaders: Words
    """Prepositions after which a month stands without its day: in March 20 people died."""
    year_leaders: Words
    year_prefixes: Words
    """Words glued to a year with a hyphen: mid-2022."""
    clock: Words
    """Words after a time of day."""
    times: Words
    """Words after a number of times."""
    folds: Words
    ages: Words
    """Words before an age: aged."""
    age_units: Words
    """Words of `N years old` and `N-year-old`, plain and hyphenated."""
    age_after: Phrases
    age_bridges: Words
    """Words between ages and the word that tells them: ages of 12 and 19."""
    age_limits: Words
    """Words between people and the age that limits them: children under 12."""
    places: Words
    """Last words of names that have no age: Kerr County, 43; Travis County, 5."""
    age_owners: Words
    """Words after a name and an age: Smith, 33, who."""
    magnitudes: Words
    tremors: Words
    """Words near a decimal that is a magnitude: a quake measuring 6.8."""
    labels: Words
    """Words before a number that is a name: flight 17."""
    capital_labels: Words
    """Words that name only when capitalised: Local 3039."""
    ordinal_labels: Words
    """Those of them that count along: escapee number five."""
    label_verbs: Words
    """Those of them that are verbs after a plural: the dead number 2,946."""
    sequences: Words
    """Words before a number that goes on counting, after one of `sequence_leaders`: on day 3."""
    sequence_leaders: Words
    label_after: Words
    """Words after a number that is a name: the 3500 block, 911 call."""
    streets: Words
    emergencies: Words
    """Telephone numbers that everyone knows, before one of `calls` too: 911 calls."""
    calls: Words
    call_verbs: Words
    """Words before a telephone number."""
    contests: Words
    """Words before a result: won 3-1, a vote of 5-4."""
    members: Words
    """Words hyphenated to a number that still counts: a 12-strong team."""
    furniture: Phrases
    """Patterns of a whole text whose numbers belong to the page."""
    ratio_words: Words
    """What stands between the numbers of a share: one in four, one of every five."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NounWords:
    """How the counted noun is told from what follows it."""

    stops: Words
    """Function words and verbs that end a noun phrase."""
    plurals: Words
    """Plural or collective nouns without a plural ending."""
    nominals: Words
    """Adjectives that stand for people: dead, missing."""
    attributive_plurals: Words
    """Plural nouns that describe another noun: parts warehouses."""
    plural_endings: Phrases
    not_plural_endings: Phrases
    verb_endings: Phrases
    more: Words
    """Words before the noun that add or set apart: more, other."""
    people: Words
    """Nouns for people in the plural, for ages: children under 12."""
    persons: Words
    """Nouns for one person: a woman, 34."""
    possessives: Words
    possessive_endings: Phrases
    determiners: Words
    pronouns: Words
    copulas: Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """One language. Logic is shared; words are not. Equality is identity, so that a language is a cheap key."""

    code: str
    sentences: SentenceWords
    numerals: NumeralWords
    ones: OneWords
    lacks: LackWords
    hedges: HedgeWords
    measures: MeasureWords
    nouns: NounWords
    clauses: ClauseWords
    speech: SpeechData
    dates: DateWords
    manner: MannerWords
    sources: SourceWords
    matching: MatchingLanguage
