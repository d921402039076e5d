"""Figure and topic in, statement out, or the reason why not."""

from collections.abc import Iterator, Mapping, Sequence

from bot.matching.choose import CONFIDENT, Candidate, Choice, choose, telling, weigh
from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.cues import Question, cues
from bot.matching.language import MatchingLanguage
from bot.matching.record import Known
from bot.matching.scene import FigureScene, SentenceScene, figure_scene, figure_words, sentence_scene
from bot.model import (
    Article,
    Claim,
    Field,
    Measure,
    Mention,
    Number,
    Reading,
    Statement,
    Unmatched,
    stable_id,
)

ANSWERING = frozenset(
    {
        Measure.COUNT,
        Measure.PERCENT,
        Measure.MONEY,
        Measure.AREA,
        Measure.LENGTH,
        Measure.MAGNITUDE,
        Measure.DURATION,
    }
)
"""Measures a claim can have; a figure of any other is no answer."""
_CUES_TOLD = 4
LARGEST_WHOLE = 50
"""Times a part that its whole may be."""


def match(
    reading: Reading,
    topic: CompiledTopic,
    sources: Sequence[str | None],
    known: Known,
    language: MatchingLanguage,
    weights: Mapping[str, float],
) -> tuple[Statement | Unmatched, ...]:
    """Match every figure of an article, in order of print. `sources` are the resolved speakers of its mentions.

    The text is matched before the title, which leans on it; `known` grows with every figure.
    """
    scenes = [sentence_scene(sentence, topic, language) for sentence in reading.sentences]
    found: dict[int, Statement | Unmatched] = {}
    known.open_article(numbers_of(reading.mentions))
    for number in reading_order(reading.mentions):
        mention = reading.mentions[number]
        at = place_in_article(mention, reading, scenes, topic, language)
        found[number] = _match_one(at, reading.article, topic, sources[number], known, language, weights)
    return tuple(found[number] for number in range(len(reading.mentions)))


def numbers_of(mentions: Sequence[Mention]) -> tuple[Number, ...]:
    """Return the printed numbers of an article."""
    return tuple(mention.figure.value for mention in mentions if mention.figure.value is not None)


def reading_order(mentions: Sequence[Mention]) -> list[int]:
    """Return the mentions' numbers, the text's before the title's."""
    return sorted(range(len(mentions)), key=lambda number: mentions[number].sentence.field is Field.TITLE)


def place_in_article(
    mention: Mention,
    reading: Reading,
    scenes: Sequence[SentenceScene],
    topic: CompiledTopic,
    language: MatchingLanguage,
) -> FigureScene:
    """Return the figure with the figures of its sentence, what stands before it in its field, and the title."""
    at = next(number for number, scene in enumerate(scenes) if scene.sentence is mention.sentence)
    scene, field = scenes[at], mention.sentence.field
    figures = sorted(
        {
            figure_words(other, scene)
            for other in reading.mentions
            if other is mention or (other.sentence is mention.sentence and other.figure.measure in ANSWERING)
        }
    )
    before = tuple(each for each in reversed(scenes[:at]) if each.sentence.field is field)
    title = scenes[0] if scenes[0].sentence.field is Field.TITLE else None
    again = frozenset(
        other.sentence.field
        for other in reading.mentions
        if other.sentence is not mention.sentence and is_same_number(other, mention)
    )
    printed = reading.article.published.date()
    outdone = any(is_larger(other, mention) for other in reading.mentions)
    return figure_scene(
        mention,
        scene,
        figures,
        topic,
        language,
        before=before,
        title=title,
        printed=printed,
        again=again,
        outdone=outdone,
    )


def is_larger(whole: Mention, part: Mention) -> bool:
    """Whether one figure can be the whole of which the other is a part."""
    if whole.figure.value is None or not part.figure.value or whole.figure.measure is not part.figure.measure:
        return False
    return part.figure.value < whole.figure.value <= LARGEST_WHOLE * part.figure.value


def is_same_number(one: Mention, other: Mention) -> bool:
    """Whether two figures are one number of one measure, whatever their hedges."""
    return one.figure.value is not None and (one.figure.value, one.figure.measure) == (
        other.figure.value,
        other.figure.measure,
    )


def candidates(
    at: FigureScene, topic: CompiledTopic, source: str | None, known: Known, language: MatchingLanguage
) -> Iterator[tuple[CompiledClaim, tuple[str, ...]]]:
    """Yield the claims that nothing in the topic file rules out, each with its cues."""
    left = tuple(claim for claim in topic.claims if ruled_out(at, claim, source) is None)
    for claim in left:
        question = Question(at=at, claim=claim, topic=topic, open=left, source=source, known=known, language=language)
        yield claim, tuple(cues(question))


def ruled_out(at: FigureScene, claim: CompiledClaim, source: str | None) -> str | None:
    """Return why the topic file itself says that this figure is no answer, or None."""
    figure, wanted = at.mention.figure, claim.claim
    rules = (
        (figure.measure is not wanted.measure, f"a {figure.measure.value} is no {wanted.measure.value}"),
        (not within_sizes(at.mention, wanted), "outside the sizes of the claim"),
        (wanted.since is not None and at.mention.as_of < wanted.since, f"dated before {wanted.since}"),
        (bool(wanted.said_by) and not is_said_by(at, claim, source), "said by another source"),
        (wanted.place_required and not named_places(at) & set(wanted.place), "its place is not named"),
        (bool(claim.require) and not at.scene.terms & claim.require, "a required word is missing"),
        (bool(at.scene.between(at.own) & claim.exclude), "a word of its clause is excluded"),
    )
    return next((reason for holds, reason in rules if holds), None)


def is_said_by(at: FigureScene, claim: CompiledClaim, source: str | None) -> bool:
    """Whether one of the claim's own sources says it, or is named in the clause: `the union asks for 36%`."""
    return source in claim.claim.said_by or bool(at.scene.between(at.clause) & claim.speakers)


def named_places(at: FigureScene) -> frozenset[str]:
    """Return the places of the sentence, else those named last before it."""
    return next((places for scene in (at.scene, *at.before) if (places := scene.places())), frozenset())


def within_sizes(mention: Mention, claim: Claim) -> bool:
    """Whether the figure's bounds lie within the sizes that can answer the claim."""
    figure = mention.figure
    least = figure.low if figure.low is not None else figure.value if figure.value is not None else figure.high
    most = figure.high if figure.high is not None else figure.value if figure.value is not None else figure.low
    too_small = claim.smallest is not None and most is not None and most < claim.smallest
    too_large = claim.largest is not None and least is not None and least > claim.largest
    return not (too_small or too_large)


def _match_one(
    at: FigureScene,
    article: Article,
    topic: CompiledTopic,
    source: str | None,
    known: Known,
    language: MatchingLanguage,
    weights: Mapping[str, float],
) -> Statement | Unmatched:
    mention = at.mention
    if mention.figure.measure not in ANSWERING:
        return Unmatched(mention=mention, reason=f"a {mention.figure.measure.value}, which answers no claim")
    weighed = [weigh(claim.claim.id, found, weights) for claim, found in candidates(at, topic, source, known, language)]
    choice = choose(weighed)
    refusal = refuse(choice, topic) if choice else None
    if choice is None or refusal is not None:
        known.add(None, mention.figure, source)
        nearest = choice.candidate.claim if choice else None
        return Unmatched(mention=mention, reason=refusal or why_none(at, topic, source), nearest=nearest)
    known.add(choice.candidate.claim, mention.figure, source)
    return make_statement(mention, article, topic.topic.id, source, choice.candidate, weights)


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
