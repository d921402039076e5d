"""A hedged numeral where it stands, as the rules for its measure look at it."""

from dataclasses import dataclass

from bot.model import Hedge, Measure
from bot.reading.figures.hedges import Hedged
from bot.reading.figures.phrases import Match, books
from bot.reading.language import Language
from bot.reading.nouns import Noun, find_noun
from bot.reading.numerals import Form, Numeral
from bot.reading.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Place:
    """A hedged numeral, what it counts, and the words around it."""

    tokens: Tokens
    language: Language
    hedged: Hedged
    noun: Noun | None
    """The noun phrase that follows, whether the number counts it or not."""
    unit: Match[Measure] | None
    """The unit of measure that follows."""

    @property
    def numeral(self) -> Numeral:
        """The numeral without its hedge."""
        return self.hedged.numeral

    @property
    def last(self) -> int:
        """The index after the numeral and its hedge."""
        return self.hedged.last

    @property
    def after(self) -> str:
        """The word after the numeral and its hedge."""
        return self.tokens.low(self.hedged.last)

    @property
    def before(self) -> str:
        """The word before the numeral and its hedge."""
        return self.tokens.low(self.hedged.first - 1)

    @property
    def is_exact(self) -> bool:
        """Whether no hedge stands before or after."""
        return self.hedged.hedge is Hedge.EXACT

    @property
    def is_plain(self) -> bool:
        """Whether no hedge belongs to it, though it may be a range in form: Boeing 737-800."""
        return self.hedged.hedge in {Hedge.EXACT, Hedge.RANGE} and self.hedged.first == self.numeral.first

    @property
    def counts_plural(self) -> bool:
        """Whether a plural noun follows."""
        return self.noun is not None and self.noun.plural

    @property
    def highest(self) -> float:
        """The number, or the upper end of a range; infinite for vague words."""
        numeral = self.numeral
        value = numeral.high if numeral.value is None else numeral.value
        return float("inf") if value is None else value


def look_around(tokens: Tokens, hedged: Hedged, language: Language) -> Place:
    """Return the place of a hedged numeral."""
    at = hedged.last
    if hedged.numeral.form is Form.VAGUE and tokens.low(at) == language.numerals.of:
        at += 1 + (tokens.low(at + 1) in language.nouns.determiners)
    return Place(tokens, language, hedged, find_noun(tokens, at, language), _find_unit(tokens, at, language))


def _find_unit(tokens: Tokens, index: int, language: Language) -> Match[Measure] | None:
    """Find a unit of measure, over a hyphen or a word such as `more`."""
    units = books(language).units
    at = tokens.after_hyphen(index)
    found = units.starting_at(tokens, at)
    if not found and tokens.low(at) in language.nouns.more:
        found = units.starting_at(tokens, at + 1)
    return found
