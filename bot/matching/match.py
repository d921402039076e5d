"""Figure and topic in, statement out, or the reason why not."""

from collections.abc import Mapping, Sequence

from bot.matching.candidates import ruled_out
from bot.matching.choose import CONFIDENT, Candidate, Choice, choose, telling, weigh
from bot.matching.compiled import CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.looks import Found, Look, look, look_again
from bot.matching.placing import numbers_of, reading_order
from bot.matching.record import Known
from bot.matching.scene import FigureScene
from bot.model import Article, Mention, Reading, Statement, Unmatched, stable_id

_CUES_TOLD = 4


def match(
    reading: Reading,
    topic: CompiledTopic,
    sources: Sequence[str | None],
    known: Known,
    language: MatchingLanguage,
    weights: Mapping[str, float],
) -> tuple[Statement | Unmatched, ...]:
    """Match every figure of an article, in order of print. `sources` are the resolved speakers of its mentions.

    The text is matched before the title, which leans on it; `known` grows by what is matched.
    """
    looks = look(reading, topic, sources, known, language, weights)
    again = look_again(looks)
    known.open_article(numbers_of(reading.mentions))
    found: dict[int, Statement | Unmatched] = {}
    for number in reading_order(reading.mentions):
        mention = reading.mentions[number]
        if number not in looks:
            reason = f"a {mention.figure.measure.value}, which answers no claim"
            found[number] = Unmatched(mention=mention, reason=reason)
            continue
        found[number] = _decide(looks[number], again[number], reading.article, topic, weights)
        answered = found[number]
        known.add(answered.claim if isinstance(answered, Statement) else None, mention.figure, sources[number])
    return tuple(found[number] for number in range(len(reading.mentions)))


def _decide(
    first: Look, found: Found, article: Article, topic: CompiledTopic, weights: Mapping[str, float]
) -> Statement | Unmatched:
    at = first.at
    choice = choose([weigh(claim.claim.id, cues, weights) for claim, cues in found])
    refusal = refuse(choice, topic) if choice else None
    if choice is None or refusal is not None:
        nearest = choice.candidate.claim if choice else None
        return Unmatched(mention=at.mention, reason=refusal or why_none(at, topic, first.source), nearest=nearest)
    return make_statement(at.mention, article, topic.topic.id, first.source, choice.candidate, weights)


def why_none(at: FigureScene, topic: CompiledTopic, source: str | None) -> str:
    """Return why the topic file rules every claim out, by the first that counts what the figure counts."""
    inside = at.scene.between(at.counted)
    near = next((claim for claim in topic.claims if inside & claim.counts), None)
    if near is None:
        return "no claim counts this"
    return f"{near.claim.id} is ruled out: {ruled_out(at, near, source)}"


def refuse(choice: Choice, topic: CompiledTopic) -> str | None:
    """Return why the likeliest claim is not taken, or None when it is."""
    if choice.probability < CONFIDENT:
        return f"not sure enough: {choice.candidate.claim} at {choice.probability:.0%}"
    if any(claim.claim.sink for claim in topic.claims if claim.claim.id == choice.candidate.claim):
        return f"absorbed by {choice.candidate.claim}"
    return None


def make_statement(
    mention: Mention,
    article: Article,
    topic: str,
    source: str | None,
    candidate: Candidate,
    weights: Mapping[str, float],
) -> Statement:
    """Put a mention and its claim together."""
    claim = candidate.claim
    return Statement(
        id=statement_id(article, topic, claim, mention),
        topic=topic,
        claim=claim,
        figure=mention.figure,
        field=mention.sentence.field,
        source=source,
        said_by=mention.speaker.said_by,
        via=mention.speaker.via,
        outlet=article.outlet,
        url=article.url,
        article=article.id,
        version=article.version,
        published=article.published,
        as_of=mention.as_of,
        dated=mention.dated,
        modality=mention.modality,
        background=mention.background,
        quote=mention.sentence.text,
        quote_start=mention.sentence.start,
        origin=article.origin,
        cue="; ".join((*telling(candidate, weights, _CUES_TOLD), mention.speaker.cue)),
    )


def statement_id(article: Article, topic: str, claim: str, mention: Mention) -> str:
    """Return an id that is the same for the same figure of the same article version."""
    place = (mention.sentence.field.value, str(mention.figure.start))
    return stable_id(article.id, str(article.version), topic, claim, *place)
