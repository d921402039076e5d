"""Sorts what went wrong into classes, by what labels, cues and reasons tell; no text of an article gets out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.evaluation import DISTRACTOR, IGNORED, SCORED, UNTRACKED, Confusion, Fault, Judged, Said
from bot.model import Statement, Topic, Unmatched

REASONS: tuple[tuple[str, str], ...] = (
    ("no claim counts this", "ruled out, no claim counts its noun"),
    ("ruled out", "ruled out by the topic file"),
    ("answers no claim", "read as another measure"),
    ("absorbed by", "absorbed by a sink"),
)
"""What a reason says, and its class; the first that fits counts."""
NO_STATEMENT = frozenset({Fault.FALSE_STATEMENT, Fault.WRONG_CLAIM, Fault.WRONG_VALUE})
NOT_SURE = "not sure enough"
RULES = re.compile(
    r"ruled out: (a required word is missing|said by another source|its place is not named"
    r"|a word of its clause is excluded|outside the sizes of the claim|dated before|a \w+ is no \w+)"
)
"""The keys of a topic file that rule a claim out."""
TELLING: tuple[tuple[str, str], ...] = (
    ("part: told of a part", "part of the whole"),
    ("total: far below", "part of the whole"),
    ("article: a lower value", "part of the whole"),
    ("place: a part of the scene", "part of the whole"),
    ("increment", "an addition, no total"),
    ("time:", "another time"),
    ("background:", "another time"),
    ("stranger", "another place or body"),
    ("where: at", "another place or body"),
    ("place: another", "another place or body"),
    ("not_place", "another place or body"),
    ("rival", "words of another claim"),
    ("manner: planned", "planned, not done"),
)
"""What a cue that was outweighed begins with, and the class of the figure; the first that holds counts."""
PRONOUNS = frozenset({"he", "it", "she", "they", "who"})
KINDS: Mapping[str, str] = {
    UNTRACKED: "a count nobody tracks",
    DISTRACTOR: "no count",
    SCORED: "a figure misread or on no claim",
    **dict.fromkeys(IGNORED, "a looser mention of another claim"),
}


def error_classes(judged: Judged, topic: Topic) -> Counter[str]:
    """Return how often each class of error happened."""
    counts = Counter(f"{each.fault.words}: {confusion_class(each, topic)}" for each in judged.confusions)
    faults = faults_of(judged)
    counts.update(f"alert false: {false_alert(faults.get(alert.id, frozenset()))}" for alert in judged.false)
    right = {
        (each.article, each.claim)
        for each in judged.said
        if isinstance(each.result, Statement) and not faults.get(each.result.id, frozenset()) & NO_STATEMENT
    }
    counts.update(
        f"alert missed: {'another verdict' if (line.article, line.claim) in right else 'its statement is missing'}"
        for line in judged.missed
    )
    return counts


def faults_of(judged: Judged) -> dict[str, frozenset[Fault]]:
    """Return the faults of each statement that has some, by its id."""
    found: defaultdict[str, set[Fault]] = defaultdict(set)
    for each in judged.confusions:
        if each.said is not None and isinstance(each.said.result, Statement):
            found[each.said.result.id].add(each.fault)
    return {statement: frozenset(faults) for statement, faults in found.items()}


def false_alert(faults: frozenset[Fault]) -> str:
    """Return what a false alert stands on, by the faults of its statement."""
    if faults & NO_STATEMENT:
        return "a false statement"
    if Fault.WRONG_SOURCE in faults:
        return "a wrong source"
    if faults & {Fault.WRONG_DAY, Fault.WRONG_BACKGROUND, Fault.WRONG_MODALITY}:
        return "a wrong day, background or modality"
    return "a right statement beside a wrong record"


def confusion_class(confusion: Confusion, topic: Topic) -> str:
    """Return the class of one fault. It quotes no text, only words of closed lists."""
    said = confusion.said
    if said is None:
        return "not read"
    sort = SORTS.get(confusion.fault)
    return sort(confusion, said, topic) if sort else f"{confusion.wanted} read as {confusion.got}"


def labelled(confusion: Confusion) -> str:
    """Return what the label says that a figure is."""
    return KINDS[confusion.label.kind] if confusion.label else "labelled by nobody"


def missed_class(result: Statement | Unmatched, wanted: str | None) -> str:
    """Return why a claim was not taken."""
    reason = "" if isinstance(result, Statement) else result.reason
    if NOT_SURE in reason:
        nearest = None if isinstance(result, Statement) else result.nearest
        return f"not sure, {'the right claim' if nearest == wanted else 'another claim'} came closest"
    found = next((name for words, name in REASONS if words in reason), "another reason")
    rule = RULES.search(reason)
    return f"{found}: {rule[1]}" if rule else found


def relation(topic: Topic, wanted: str | None, got: str | None) -> str:
    """Return how a claim and the one taken for it belong together."""
    claims = {claim.id: claim for claim in topic.claims}
    one, other = claims.get(wanted or ""), claims.get(got or "")
    if one is None or other is None:
        return "another claim"
    if one.part_of == other.id:
        return "the whole for its part"
    if other.part_of == one.id:
        return "a part for its whole"
    if one.part_of and one.part_of == other.part_of:
        return "another part of one whole"
    if one.series is not other.series:
        return "a claim of another series"
    return "another claim"


def telling(said: Said) -> str:
    """Return the class that the cues of a statement hint at, though they were outweighed."""
    cues = said.decided_by
    return next((name for words, name in TELLING if has_cue(cues, words)), "no cue against it")


def has_cue(cues: str, words: str) -> bool:
    """Whether one of several cues begins with these words."""
    return any(cue.startswith(words) for cue in cues.split("; "))


def source_class(wanted: str | None, got: str | None) -> str:
    """Return how a source and the one taken for it differ."""
    if wanted is None or got is None:
        return "a speaker for the outlet's own voice" if wanted is None else "own voice for a speaker"
    outside = got.partition("other:")[2]
    if outside and PRONOUNS & set(outside.lower().split()):
        return "a pronoun left unresolved"
    if outside:
        return "a stranger for a listed source"
    return "a listed source for a stranger" if wanted.startswith("other:") else "another listed source"


SORTS: Mapping[Fault, Callable[[Confusion, Said, Topic], str]] = {
    Fault.WRONG_VALUE: lambda _wrong, _said, _topic: "another number read",
    Fault.CLAIM_MISSED: lambda wrong, said, _topic: missed_class(said.result, wrong.wanted),
    Fault.WRONG_CLAIM: lambda wrong, _said, topic: relation(topic, wrong.wanted, wrong.got),
    Fault.FALSE_STATEMENT: lambda wrong, said, _topic: f"{labelled(wrong)}, {telling(said)}",
    Fault.FALSE_FIGURE: lambda wrong, _said, _topic: labelled(wrong),
    Fault.WRONG_SOURCE: lambda wrong, _said, _topic: source_class(wrong.wanted, wrong.got),
    Fault.WRONG_DAY: lambda _wrong, said, _topic: "another day read" if said.mention.dated else "no day found",
}
"""How a fault is sorted; the others tell it by what was wanted and what was got."""


def lines(counts: Counter[str]) -> Iterator[str]:
    """Yield a line a class, by fault and count."""
    by_fault: dict[str, list[tuple[str, int]]] = {}
    for name, count in counts.most_common():
        fault, _, rest = name.partition(": ")
        by_fault.setdefault(fault, []).append((rest, count))
    for fault, found in sorted(by_fault.items()):
        yield f"{fault}: {sum(count for _, count in found)}"
        yield from (f"    {count:5}  {rest}" for rest, count in found)


def total(counts: Sequence[Counter[str]]) -> Counter[str]:
    """Add counts up."""
    return sum(counts, Counter())
