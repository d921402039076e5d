"""Who said a figure, and how it is put, in a reader's words."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model import (
    Claim,
    Entry,
    Field,
    Hedge,
    Kind,
    Measure,
    Modality,
    Series,
    Source,
    Span,
    Statement,
    Text,
    Topic,
    stable_id,
)
from bot.views.wording import clean, day, shorten

OTHER = "other:"
NAME_LIMIT = 60
SURFACE_LIMIT = 60
LOOKED_AT = 4_000
"""Characters of a printed sentence or name that are looked at for who is meant: no real one is longer."""
NO_SOURCE = "no source named"
_COLLECTIVES = frozenset({"media", "police", "people", "troops", "personnel"})
"""Words without a plural s that take `say`."""
_SINGULAR_ENDINGS = ("ss", "us", "is")
_MODALITIES = {Modality.DENIED: "denied", Modality.PLANNED_CEILING: "planned"}
_ACCUSING = re.compile(r"\b(?:accus|blam)\w+", re.IGNORECASE)
_APOSTROPHE = re.compile("['’]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
_TELLING_LETTERS = 5
"""So many first letters in common make two words one name: Syria's, Syrian."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is needed to put a statement into words."""

    topic: Topic
    claim: Claim
    now: datetime


def setting(statement: Statement, topic: Topic | None, now: datetime) -> Setting:
    """Return what is needed to put a statement into words."""
    return Setting(*watched(statement, topic), now)


def watched(statement: Statement, topic: Topic | None) -> tuple[Topic, Claim]:
    """Return a statement's topic and claim; what is no longer under watch goes by its id."""
    if topic is None:
        name = clean(statement.topic)
        topic = Topic(id=name, title=name, language="en", about=(), places={}, sources=(), claims=())
    name = clean(statement.claim)
    gone = Claim(id=statement.claim, title=name, question=name)
    return topic, next((claim for claim in topic.claims if claim.id == statement.claim), gone)


def topic_key(topic: str) -> str:
    """Return a short name of a topic for buttons: ten characters, whatever its id."""
    return stable_id("topic", topic)


def claim_key(topic: str, claim: str) -> str:
    """Return a short name of a claim for buttons: ten characters, whatever its id."""
    return stable_id("claim", topic, claim)


def surface(statement: Statement) -> str:
    """Return the figure as printed, hedge included; a capital that only its place gave it becomes small."""
    figure = statement.figure
    printed = clean(figure.surface[:LOOKED_AT]).strip()
    if statement.field is Field.TITLE or figure.start == statement.quote_start:
        printed = _CAPITALISED.sub(lambda word: word.group().lower(), printed)
    return shorten(printed, SURFACE_LIMIT)


def surface_with_unit(statement: Statement, claim: Claim) -> str:
    """Return the figure with what it counts, unless it is printed as part of it."""
    figure = statement.figure
    printed = surface(statement)
    unit = claim.unit if figure.measure is Measure.COUNT else clean(figure.unit or "")
    complete = figure.hedge is Hedge.VAGUE or figure.measure in {Measure.PERCENT, Measure.MONEY}
    if complete or not unit or printed.lower().endswith(unit.lower()):
        return printed
    return f"{printed} {unit}"


def source_name(source: str | None, outlet: str, topic: Topic) -> str:
    """Return a source's one name, as lists of current figures show it."""
    if source is None:
        return f"{NO_SOURCE} ({_name(outlet)})"
    if source.startswith(OTHER):
        return _name(source.removeprefix(OTHER))
    known = _known(source, topic)
    return known.name if known else _name(source)


def speaker(statement: Statement, topic: Topic) -> str:
    """Return the name the article used, where it is one of the source's names, else the source's own.

    A name that does not tell whose it is, such as a spokesman's, is followed by the source's own.
    """
    known = _known(statement.source, topic)
    if known is None:
        return source_name(statement.source, statement.outlet, topic)
    printed = _printed_alias(statement.said_by or "", known)
    if not printed or _tells(printed, known.name):
        return printed or known.name
    return f"{printed}, {known.name}"


def saying(statement: Statement, topic: Topic) -> str:
    """Return `says the SDF`, `say Kurdish media` or `no source named (Outlet)`."""
    name = speaker(statement, topic)
    if statement.source is None:
        return name
    told = clean(f"{statement.said_by or ''} {statement.quote[:LOOKED_AT]}")
    article = "the " if re.search(rf"\bthe {re.escape(name)}", told, re.IGNORECASE) else ""
    return f"{'say' if _is_plural(name) else 'says'} {article}{name}"


def signed(text: str, statement: Statement, topic: Topic) -> str:
    """Return a headline's figures with who said the new one."""
    name = speaker(statement, topic)
    return f"{text}, {name}" if statement.source is None else f"{text} ({name})"


def attribution(statement: Statement, scene: Setting, *notes: str, verb: str = "") -> str:
    """Return ` (SDF, 20 Jan)` or `, no source named (Outlet, 20 Jan)`: what follows a figure in a line."""
    parts = [*_manner(statement, scene), *(note for note in notes if note)]
    if statement.source is None:
        return f", {NO_SOURCE} ({', '.join([_name(statement.outlet), *parts])})"
    who = " ".join(filter(None, (speaker(statement, scene.topic), verb)))
    return f" ({', '.join([who, *parts])})"


def figure_line(
    statement: Statement, scene: Setting, *notes: str, lead: str = "", verb: str = "", strong: bool = False
) -> Text:
    """Return one figure with who said it; `lead` goes before it, `verb` after the speaker."""
    figure = Span(surface(statement), strong=strong)
    tail = Span(attribution(statement, scene, *notes, verb=verb))
    return (Span(lead), figure, tail) if lead else (figure, tail)


def entry_line(entry: Entry, scene: Setting, *notes: str) -> Text:
    """Return what a ledger entry says: its figure, set off, and who said it or takes it back."""
    statement, verb = entry.statement, ""
    if entry.verdict.kind is Kind.WITHDRAWN and statement.modality is Modality.DENIED:
        # The speaker denies the figure; what is shown is the figure that was denied.
        statement, verb = replace(statement, modality=Modality.ACTUAL), "takes it back"
    return figure_line(statement, scene, *notes, verb=verb, strong=True)


def dated(statement: Statement, now: datetime) -> str:
    """Return the day the text itself gives for the figure, or nothing."""
    return day(statement.as_of, now) if statement.dated else ""


def _manner(statement: Statement, scene: Setting) -> list[str]:
    notes = []
    if statement.via:
        notes.append(f"via {_name(statement.via)}")
    if statement.modality is Modality.ACCUSED:
        notes.append(_accusation(statement, scene.topic))
    planned_on_ceiling = scene.claim.series is Series.CEILING and statement.modality is Modality.PLANNED_CEILING
    if statement.modality in _MODALITIES and not planned_on_ceiling:
        notes.append(_MODALITIES[statement.modality])
    return notes


def _accusation(statement: Statement, topic: Topic) -> str:
    """Return whom the sentence accuses, as printed, when it is one of the topic's sources."""
    quote = clean(statement.quote[:LOOKED_AT])
    verb = _ACCUSING.search(quote)
    tail = quote[verb.end() :] if verb else ""
    found = [
        (match.start(), -len(match.group()), match.group())
        for source in topic.sources
        if source.id != statement.source
        for name in (source.name, *source.aliases)
        for match in [re.search(rf"(?:\bthe )?{_spelled(name)}", tail)]
        if match
    ]
    return f"accusing {min(found)[2]}" if found else "as an accusation"


def _name(printed: str) -> str:
    return shorten(clean(printed[:LOOKED_AT]).strip(), NAME_LIMIT)


def _known(source: str | None, topic: Topic) -> Source | None:
    return next((known for known in topic.sources if known.id == source), None)


def _printed_alias(said_by: str, source: Source) -> str:
    """Return the longest of the source's names that the words contain, as the words print it."""
    words = clean(said_by[:LOOKED_AT])
    hits = [
        match.group()
        for name in (source.name, *source.aliases)
        for match in [re.search(_spelled(name), words, re.IGNORECASE)]
        if match
    ]
    return max(hits, key=len, default="")


def _spelled(name: str) -> str:
    """Return a pattern for a name as a whole, with either apostrophe."""
    letters = _APOSTROPHE.sub(_APOSTROPHE.pattern, re.escape(name))
    return rf"(?<!\w){letters}(?!\w)"


def _tells(printed: str, name: str) -> bool:
    """Whether a printed name shows whose it is: an abbreviation, or a word in common with the source's name."""
    if printed.isupper() and " " not in printed:
        return True
    ours = {word[:_TELLING_LETTERS].casefold() for word in re.findall(r"\w{3,}", name)}
    return any(word[:_TELLING_LETTERS].casefold() in ours for word in re.findall(r"\w{3,}", printed))


def _is_plural(name: str) -> bool:
    last = name.rpartition(" ")[2]
    return last.lower() in _COLLECTIVES or (
        last.islower() and last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS)
    )
