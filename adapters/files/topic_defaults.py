"""Fills in what a claim leaves to the words of its question."""

from collections.abc import Mapping, Sequence

from adapters.files.topic_schema import ClaimDraft, TopicDraft
from bot.drafting.languages import find_drafting
from bot.drafting.question import Inferred, infer
from bot.model import Series
from bot.reading.languages import find_language


def questioned(question: str, places: Mapping[str, Sequence[str]], code: str) -> Inferred | None:
    """Return what a question's own words say; None in a language that drafting does not know."""
    drafting, language = find_drafting(code), find_language(code)
    if drafting is None or language is None:
        return None
    return infer(question, places, drafting, language.matching.inflection)


def filled(draft: TopicDraft) -> TopicDraft:
    """Return the topic with `counts`, `event`, `place`, `series`, `measure` and `unit` from each claim's question.

    Only a claim that has neither `counts` nor `event` is filled in, and a key that it gives stays as it is.
    """
    claims = tuple(_filled(claim, draft) for claim in draft.claims)
    return draft if claims == draft.claims else draft.model_copy(update={"claims": claims})


def _filled(claim: ClaimDraft, topic: TopicDraft) -> ClaimDraft:
    if claim.counts or claim.event:
        return claim
    said = questioned(claim.question, topic.places, topic.language)
    if said is None:
        return claim
    ceiling = said.series is Series.CEILING and claim.series in (None, Series.CEILING)
    update = {
        "counts": said.counts,
        "event": said.event,
        "place": claim.place or said.place,
        "series": claim.series or said.series,
        "measure": claim.measure or said.measure,
        "unit": claim.unit or said.unit,
        "modality": claim.modality or (said.modality if ceiling else ()),
    }
    return claim.model_copy(update=update)
