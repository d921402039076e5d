"""A language's words of speech with the sets that follow from them."""

from dataclasses import dataclass
from functools import lru_cache

from bot.reading.speech.data import SpeechData, Words


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Unions and differences of word lists, made once for each language."""

    data: SpeechData
    stops: Words
    """Words that no name or noun phrase goes across."""
    roles: Words
    """Nouns for somebody or something that speaks."""
    cues: Words
    """Verbs that may report."""
    reports: Words
    unclear: Words
    """Forms that may be no verbs."""
    short: Words
    """Pronouns that stand for somebody named elsewhere."""
    modifiers: Words
    """What opens a noun phrase."""
    collectives: Words
    """Nouns that make a name a body's, not a person's."""
    papers: Words
    empty: Words
    """Words that tell nothing but when, where and how."""
    finite: Words
    """Forms that are hardly ever anything but verbs."""
    deeds: Words
    """Verbs for what an author does with a document."""
    fronted: Words
    """What an adverbial ahead of the subject begins with."""


@lru_cache(maxsize=16)
def lexicon(data: SpeechData) -> Lexicon:
    """Return the derived sets of a language."""
    reports = data.says | data.adds
    unclear = data.plurals | data.ambiguous
    function_words = (
        data.openers | data.auxiliaries | data.prepositions | data.adjuncts | data.times | data.determiners
    ) | (data.possessives | data.pronouns | data.coordinators | data.adverbs | data.firsts | data.according)
    return Lexicon(
        data=data,
        stops=function_words | ((reports | data.gives) - unclear),
        roles=data.persons | data.bodies | data.documents | data.media_words | data.accounts,
        cues=reports | data.gives | data.asks | data.accuses | data.quoted,
        reports=reports,
        unclear=unclear,
        short=data.pronouns | data.possessives | data.people_pronouns,
        modifiers=data.determiners | data.possessives,
        collectives=data.bodies | data.media_words | data.media | data.documents,
        papers=data.documents | data.accounts,
        empty=(data.times | data.adjuncts | data.settings | data.determiners | data.adverbs | data.prepositions),
        finite=data.auxiliaries | (data.says - data.plurals),
        deeds=data.gives | data.given | data.giving,
        fronted=data.adjuncts | data.openers | data.times | data.prepositions | {data.to},
    )
