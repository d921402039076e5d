"""What kind of word a token is."""

from bot.reading.speech.lexicon import Lexicon
from bot.reading.speech.tokens import COMMA, MARKS, Tokens

_POSSESSIVES = ("'s", "s'")


class WordKinds:
    """The kinds of the words of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, names: frozenset[str] = frozenset()) -> None:
        """Take a sentence; `names` are words that its article capitalises inside sentences, in lower case."""
        self.tokens = tokens
        self.lexicon = lexicon
        self._names = names

    def nominal(self, at: int) -> bool:
        """Whether a token can be part of a name or noun phrase."""
        word = self.tokens.lower[at]
        if word in MARKS or word[0].isdigit() or (at == 0 and word.endswith(self.lexicon.data.adverb_endings)):
            return False
        if word in self.lexicon.stops:
            return self._named_so(at) or self._informed(at)
        return "-" not in word or word.split("-", 1)[0] not in self.lexicon.data.determiners

    def _named_so(self, at: int) -> bool:
        """Whether a capital makes an adverb part of a name: `Hawaii News Now`."""
        words = self.tokens.words
        capitals = at > 0 and words[at][0].isupper() and words[at - 1][0].isupper()
        return capitals and self.tokens.lower[at] in self.lexicon.data.adverbs

    def _informed(self, at: int) -> bool:
        """Whether a verb of telling only says what people know: `witnesses and informed sources`."""
        data, lower = self.lexicon.data, self.tokens.lower
        if lower[at] not in data.tells or at + 1 >= len(self.tokens) or not self.role(at + 1):
            return False
        return at == 0 or lower[at - 1] in MARKS or lower[at - 1] in {data.conjunction, *data.determiners}

    def name(self, at: int) -> bool:
        """Whether a token is capitalised as a name is, and no function word."""
        word = self.tokens.words[at]
        if not (word[0].isupper() or ("-" in word and not word.islower())) or not self.nominal(at):
            return False
        return at > 0 or self._first_name()

    def _first_name(self) -> bool:
        """Whether the capital of a sentence's first word is more than a beginning."""
        tokens, data = self.tokens, self.lexicon.data
        word = bare(tokens.lower[0])
        if word in self._names or word in data.media or bare(tokens.words[0]).isupper() or len(tokens) == 1:
            return True
        following = tokens.lower[1]
        if tokens.words[1][0].isupper() and following not in data.pronouns:
            return True
        if following in self.lexicon.reports or following in data.gives or following in {COMMA, *data.singulars}:
            return True
        return not word.endswith(data.common_endings)

    def role(self, at: int) -> bool:
        """Whether a token is a noun for somebody or something that speaks."""
        return bare(self.tokens.lower[at]) in self.lexicon.roles

    def finite(self, at: int) -> bool:
        """Whether a token is a verb beyond doubt."""
        return self.tokens.lower[at] in self.lexicon.finite

    def past(self, at: int) -> bool:
        """Whether a token is a past form and no name."""
        word, data = self.tokens.lower[at], self.lexicon.data
        return (word in data.pasts or word.endswith(data.past_endings)) and not self.name(at)

    def owner(self, at: int) -> bool:
        """Whether a token has a possessive ending."""
        return self.tokens.lower[at].endswith(_POSSESSIVES)

    def modifier(self, at: int) -> bool:
        """Whether a token opens a noun phrase."""
        return self.tokens.lower[at] in self.lexicon.modifiers


def bare(word: str) -> str:
    """Drop a possessive ending."""
    return word[:-2] if word.endswith("'s") else word.rstrip("'")
