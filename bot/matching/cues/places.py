"""Cues from where it happened."""

from collections.abc import Iterator
from itertools import pairwise

from bot.matching.cues.question import Question


def place(question: Question) -> Iterator[str]:
    """Whether the claim's place, or another one of the topic, is named near the figure or was named last."""
    at = question.at
    wanted = frozenset(question.claim.claim.place)
    zones = (("own clause", at.own), ("clause", at.clause), ("sentence", (0, len(at.scene.words))))
    for name, span in zones:
        named = at.scene.places(span)
        if named:
            fits = f"in the {name}" if named & wanted else f"another in the {name}"
            whole = "the scene" if named & question.topic.scene else "a part of the scene"
            yield f"place: {fits}" if wanted else f"place: {whole} in the {name}, claim has none"
            return
    if wanted:
        yield _place_before(question, wanted)


def _place_before(question: Question, wanted: frozenset[str]) -> str:
    named = named_before(question)
    if not named and question.at.title is not None:
        named = question.at.title.places()
    if not named:
        return "place: none named so far"
    if not named & wanted:
        return "place: another was named last"
    return "place: the last one named, taken up" if is_taken_up(question) else "place: the last one named"


def named_before(question: Question) -> frozenset[str]:
    """Return the places named last before the sentence."""
    return next((places for scene in question.at.before if (places := scene.places())), frozenset())


def is_taken_up(question: Question) -> bool:
    """Whether the sentence points back at a place: `there`, `the camp`."""
    language = question.language
    words = [word.text.lower() for word in question.at.scene.words]
    return any(word in language.there for word in words) or any(
        article in language.determiners and noun in language.place_nouns for article, noun in pairwise(words)
    )


def where(question: Question) -> Iterator[str]:
    """Look where the counted are said to be: at A PLANT they are a part, in the topic's country they may be all."""
    at, language = question.at, question.language
    words, start = at.scene.words, at.phrase.tail[1]
    if start + 1 >= min(len(words), at.own[1]) or words[start].text.lower() not in language.locatives:
        return
    following = words[start + 1]
    lower = following.text.lower()
    if lower in language.indefinites or lower[0].isdigit():
        yield "where: at some place"
    elif following.capital and lower not in language.calendar:
        yield "where: at a known place" if lower in question.topic.names else "where: at a strange place"


def not_place(question: Question) -> Iterator[str]:
    """Whether a place that speaks against the claim is named, or pointed back at."""
    at = question.at
    unwanted = frozenset(question.claim.claim.not_place)
    if not unwanted:
        return
    if at.scene.places(at.clause) & unwanted:
        yield "not_place: in the clause"
    elif at.scene.places() & unwanted:
        yield "not_place: in the sentence"
    elif not at.scene.places() and is_taken_up(question) and named_before(question) & unwanted:
        yield "not_place: taken up"
