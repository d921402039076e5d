"""The ledger, in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.ledger import changes_of
from bot.model import Changes, Entry, Standing


class LedgerTransaction(TransactionPart):
    """See bot.ports.ledger.LedgerTransaction."""

    async def history(self, topic: str) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        return tuple(_of(topic, self._state.ledger.values()))

    async def append(self, entries: Sequence[Entry]) -> None:
        """See bot.ports.ledger."""
        for entry in entries:
            if entry.statement.id in self._state.ledger:
                raise self._undone(f"statement {entry.statement.id} is on record")
            if entry.corrects is not None and entry.corrects not in self._state.ledger:
                raise self._undone(f"there is no statement {entry.corrects} to correct")
            self._state.ledger[entry.statement.id] = entry

    async def keep_standing(self, standings: Sequence[Standing]) -> None:
        """See bot.ports.ledger."""
        kept = self._state.standing
        for new in standings:
            claim, old = (new.topic, new.claim), kept.get((new.topic, new.claim))
            if new.after is None:
                kept[claim] = new
            elif old is not None and (old.rules, old.last) == (new.rules, new.after):
                lines = {line.source: line for line in (*old.lines, *new.lines)}
                kept[claim] = replace(new, after=None, lines=tuple(lines.values()))


class LedgerStore(StorePart):
    """See bot.ports.ledger.LedgerStore."""

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        entries = _of(topic, self._opened().ledger.values())
        return tuple(entry for entry in entries if claim is None or entry.statement.claim == claim)

    async def standing(
        self, topic: str, claims: Collection[str], without: Collection[str] = ()
    ) -> Mapping[str, Standing]:
        """See bot.ports.ledger."""
        state, found = self._opened(), dict[str, Standing]()
        for claim in claims:
            ids = [entry.statement.id for entry in await self.entries(topic, claim)]
            kept = state.standing.get((topic, claim), Standing(topic=topic, claim=claim, counts={}))
            if kept.last == (ids[-1] if ids else "") and not {*without} & {*ids}:
                found[claim] = replace(kept, lines=tuple(sorted(kept.lines, key=lambda line: line.place)))
        return found

    async def unkept(self, topic: str, rules: Mapping[str, str]) -> frozenset[str]:
        """See bot.ports.ledger."""
        kept = await self.standing(topic, rules)
        return frozenset(
            claim for claim in rules if claim not in kept or (kept[claim].last and kept[claim].rules != rules[claim])
        )

    async def last_changes(self, topic: str, claim: str, limit: int) -> Changes | None:
        """See bot.ports.ledger."""
        if claim not in await self.standing(topic, [claim]):
            return None
        return changes_of(await self.entries(topic, claim), limit)

    async def about(self, entry: Entry) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        known_as, against = entry.statement.id, entry.verdict.against
        entries = self._opened().ledger.items()
        return tuple(each for name, each in entries if name in against or each.corrects == known_as)

    async def find_entries(self, prefix: str, limit: int = 20) -> tuple[Entry, ...]:
        """See bot.ports.ledger."""
        newest = reversed(self._opened().ledger.items())
        return tuple(islice((entry for key, entry in newest if key.startswith(prefix.upper())), limit))


def _of(topic: str, entries: Iterable[Entry]) -> Iterable[Entry]:
    return (entry for entry in entries if entry.statement.topic == topic)
