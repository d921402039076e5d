"""The full name of a speaker whom the article names in short: `he`, `the ministry`, `Bissen`."""

from bot.model import Field
from bot.reading.speech.antecedents import Antecedents, Human, Named
from bot.reading.speech.passage import Passage
from bot.reading.speech.words import bare

LONGEST_NAME = 160
"""Characters of a speaker's name with its apposition."""
_STEPS = 4
"""Times that one short name may stand for another."""
_FARTHEST = 60
"""Sentences in which a role is looked up."""
_LONGEST_ROLE = 4
"""Words of a role without a name."""
_OFFICE = 8
"""What an apposition that tells an office weighs, in names and titles."""


class Naming:
    """Finds who is meant."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._data = passage.data
        self._antecedents = Antecedents(passage)

    def name(self, named: Named) -> str:
        """Return the words for a speaker, made full where the article says more elsewhere."""
        full = self.resolve(named)
        text = self._owned(full)
        if full.phrase.also is not None:
            text = f"{text}, {_fold(self._passage.tokens(full.number).text(full.phrase.also))}"
        return text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME].rsplit(" ", 1)[0]

    def _owned(self, named: Named) -> str:
        """Return a phrase's words, with the owner in place of `its`."""
        tokens = self._passage.tokens(named.number)
        text = bare(_fold(tokens.text(named.phrase.span)))
        pronoun, _, rest = text.partition(" ")
        if not rest or pronoun.lower() not in self._data.possessives:
            return text
        owner = self._antecedents.find(named, pronoun.lower())
        if owner is None:
            return text
        holder = self.resolve(owner)
        return f"{_fold(self._passage.tokens(holder.number).text(holder.phrase.span))} {rest}"

    def resolve(self, named: Named) -> Named:
        """Follow a pronoun, a bare role or a surname to the phrase that says most."""
        for _ in range(_STEPS):
            found = self._step(named)
            if found == named:
                break
            named = found
        return named

    def _step(self, named: Named) -> Named:
        words = self._passage.words(named.number, named.phrase)
        if len(words) == 1 and words[0] in self._passage.lexicon.short:
            return self._antecedents.find(named, words[0]) or named
        if self._passage.phrases(named.number).named(named.phrase):
            return self._full_name(named)
        return self._full_role(named) if self._bare_role(named) else named

    # -- names -----------------------------------------------------------------------------------------------------

    def _full_name(self, named: Named) -> Named:
        """Return the mention of a person that says most: with forename, title, office."""
        if self._antecedents.human(named) is Human.NO or named.phrase.head + 1 != named.phrase.span[1]:
            return named
        surname = bare(self._passage.tokens(named.number).words[named.phrase.head])
        people = (
            mention
            for mention in self._antecedents.mentions(surname)
            if self._antecedents.human(mention) is not Human.NO
        )
        return max((named, *people), key=self._weight)

    def _weight(self, named: Named) -> int:
        """Count the names and titles of a mention."""
        kinds, tokens = self._passage.phrases(named.number).kinds, self._passage.tokens(named.number)
        telling = sum(
            kinds.name(at) or kinds.role(at) or tokens.lower[at] in self._data.titles
            for at in range(*named.phrase.span)
        )
        return min(telling, _OFFICE) + (_OFFICE if self._antecedents.in_office(named) else 0)

    # -- roles -----------------------------------------------------------------------------------------------------

    def _bare_role(self, named: Named) -> bool:
        """Whether a phrase is a role without a name: `the ministry`; in a title also `ministry`."""
        phrases, phrase = self._passage.phrases(named.number), named.phrase
        if phrase.also is not None or phrase.span[1] - phrase.span[0] > _LONGEST_ROLE or phrases.joint(phrase):
            return False
        if self._passage.tokens(named.number).lower[phrase.span[0]] in self._data.definites:
            return True
        return self._passage.sentences[named.number].field is Field.TITLE and not phrases.plural(phrase)

    def _full_role(self, named: Named) -> Named:
        """Return the phrase that brought in whoever has a role."""
        word = bare(self._passage.tokens(named.number).lower[named.phrase.head])
        before = range(named.number, max(named.number - _FARTHEST, -1), -1)
        after = range(named.number + 1, min(len(self._passage.sentences), named.number + _FARTHEST))
        mentions = (self._role_in(number, word, named) for number in (*before, *after))
        found = next((mention for mention in mentions if mention is not None), None)
        if found is None and word in self._data.anybodies:
            found = self._nearest_body(named)
        if found is None and (word in self._data.documents or word in self._data.anybodies):
            found = next(self._antecedents.bodies(named), None) or self._antecedents.issuer(named, word)
        return found or named

    def _nearest_body(self, named: Named) -> Named | None:
        """Return the body named last ahead of `the company` in its sentence."""
        phrases = self._passage.phrases(named.number)
        for at in range(named.phrase.span[0] - 1, -1, -1):
            phrase = phrases.left(at) if phrases.kinds.name(at) else None
            if phrase is not None and phrase.head == at:
                mention = Named(named.number, phrase)
                if self._antecedents.human(mention) is not Human.YES:
                    return mention
        return None

    def _role_in(self, number: int, word: str, named: Named) -> Named | None:
        """Return the last phrase of a sentence with this role that says who it is."""
        if word not in self._passage.sentences[number].text.lower():
            return None
        lower = self._passage.tokens(number).lower
        limit = named.phrase.span[0] if number == named.number else len(lower)
        for at in range(limit - 1, -1, -1):
            if bare(lower[at]) == word:
                mention = Named(number, self._passage.appositions(number).around(at))
                if self._introduces(mention, at, named):
                    return mention
        return None

    def _introduces(self, mention: Named, at: int, named: Named) -> bool:
        """Whether a mention of a role names whom the bare role means."""
        word = bare(self._passage.tokens(mention.number).lower[at])
        if self._passage.phrases(mention.number).joint(mention.phrase):
            return False
        if word not in self._data.persons and mention.phrase.head != at:
            return False
        return self._telling(named) <= self._telling(mention) and self._says_more(mention, word)

    def _telling(self, named: Named) -> frozenset[str]:
        words = frozenset(self._passage.words(named.number, named.phrase))
        return words - self._data.determiners - self._data.definites

    def _says_more(self, mention: Named, word: str) -> bool:
        """Whether a mention names a body or brings in a person: `Syria's interior ministry`, `a US official`."""
        if word in self._data.documents and (mention.phrase.also is not None or self._qualified(mention)):
            return True
        kinds, lower = self._passage.phrases(mention.number).kinds, self._passage.tokens(mention.number).lower
        if any(kinds.name(at) and bare(lower[at]) != word for at in range(*mention.phrase.span)):
            return True
        return word in self._data.persons and lower[mention.phrase.span[0]] in self._data.indefinites

    def _qualified(self, mention: Named) -> bool:
        """Whether a preposition says more about a paper: `filings with the state`."""
        lower = self._passage.tokens(mention.number).lower
        return any(word in self._data.prepositions for word in lower[slice(*mention.phrase.span)])


def _fold(text: str) -> str:
    return " ".join(text.split())
