"""A ledger in order of arrival, indexed as it grows: an article costs what it adds, not what is on record."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import overload

from bot.ledger.printers import Printers
from bot.ledger.record import Record
from bot.model import Claim, Entry, Kind, Number, Values


class History(Sequence[Entry]):
    """Entries in order of arrival, by claim and by article, and what they come to."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[Entry] = []
        self._claims: defaultdict[str, list[Entry]] = defaultdict(list)
        self._articles: defaultdict[str, list[Entry]] = defaultdict(list)
        self._numbers: defaultdict[Number, list[Entry]] = defaultdict(list)
        self._values: defaultdict[str, Counter[Number]] = defaultdict(Counter)
        self._records: dict[str, Record] = {}
        self._printers: dict[str, Printers] = {}
        self.extend(entries)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "History":
        """Return the entries as a history; one that is a history already as it is."""
        return entries if isinstance(entries, History) else cls(entries)

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add what arrived since."""
        for entry in entries:
            claim = entry.statement.claim
            self._entries.append(entry)
            self._claims[claim].append(entry)
            self._articles[entry.statement.article].append(entry)
            number = entry.statement.figure.value
            if number is not None:
                self._numbers[number].append(entry)
                self._values[claim].update(teaches(entry))
            if entry.corrects is not None:
                # What a correction takes back or restores is only known from the beginning.
                self._records.pop(claim, None)
                self._printers.pop(claim, None)
                continue
            if claim in self._records:
                self._records[claim].add(entry)
            if claim in self._printers:
                self._printers[claim].add(entry)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        return self._entries[index]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def on_claim(self, claim: str) -> Sequence[Entry]:
        """Return a claim's entries."""
        return self._claims.get(claim, [])

    def of_article(self, article: str) -> Sequence[Entry]:
        """Return the entries of an article's versions."""
        return self._articles.get(article, [])

    def printing(self, numbers: Collection[Number | None]) -> list[Entry]:
        """Return the entries that print one of the numbers; those of one number in order of arrival."""
        return [entry for number in numbers if number is not None for entry in self._numbers.get(number, ())]

    def record(self, claim: Claim) -> Record:
        """Return a claim's history as the rules see it, for the caller to extend."""
        kept = self._records.get(claim.id)
        if kept is None or kept.claim is not claim:
            kept = self._records[claim.id] = Record(claim, self.on_claim(claim.id))
        return kept.copy()

    def printers(self, claim: Claim) -> Printers:
        """Return who prints what on a claim; it grows with this history."""
        kept = self._printers.get(claim.id)
        if kept is None or kept.claim is not claim:
            kept = self._printers[claim.id] = Printers(claim, self.on_claim(claim.id))
        return kept

    def values(self, *, without: str | None = None) -> Values:
        """Return the numbers on record by claim, each once; those that only one article has may be left out."""
        own = [] if without is None else [entry for entry in self.of_article(without) if any(teaches(entry))]
        left = {claim: numbers for claim, numbers in self._values.items() if numbers}
        for claim in {entry.statement.claim for entry in own}:
            told = Counter(number for entry in own if entry.statement.claim == claim for number in teaches(entry))
            left[claim] = left[claim] - told
        return {claim: tuple(numbers) for claim, numbers in left.items() if numbers}


def teaches(entry: Entry) -> tuple[Number, ...]:
    """Return the number that later figures may be compared with; background and vague words teach nothing."""
    number = entry.statement.figure.value
    return () if number is None or entry.verdict.kind is Kind.BACKGROUND else (number,)


class Histories:
    """Keeps the histories of the topics used last, within a number of entries; the topic in use whatever its length.

    Whoever asks hands in the ledger as it is now: what is kept is only what it begins with.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[str, History] = OrderedDict()

    def of(self, topic: str, ledger: Sequence[Entry]) -> History:
        """Return a topic's ledger as a history."""
        history = self._kept.pop(topic, None)
        if history is None or not begins_with(ledger, history):
            history = History()
        history.extend(ledger[len(history) :])
        self._kept[topic] = history
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._room:
            self._kept.popitem(last=False)
        return history


def begins_with(ledger: Sequence[Entry], history: History) -> bool:
    """Tell whether a ledger goes on where the history ends: one that is append only does when it has its last entry."""
    if not history:
        return True
    if len(ledger) < len(history):
        return False
    return ledger[0] == history[0] and ledger[len(history) - 1] == history[-1]
