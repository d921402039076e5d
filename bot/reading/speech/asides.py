"""Frames without a verb: `according to`, `by its count`, `Ministry: ...`."""

from bot.reading.speech.frame import NOWHERE, Frame, Rule
from bot.reading.speech.phrases import Phrase
from bot.reading.speech.surroundings import Surroundings
from bot.reading.speech.tokens import COLON, COMMA, DASH, MARKS, OPEN

_FAR_OWNER = 3
"""Words between an owner and an account."""
_FAR_OPENER = 4
"""Words between `in` and an account."""
_LONGEST_HEADING = 8
"""Tokens of the speaker of a heading."""


class Asides:
    """The verbless frames of one sentence."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._phrases = around.phrases
        self._kinds = around.kinds
        self._data = around.data
        self._lower = around.tokens.lower

    def according(self, at: int) -> Frame | None:
        """Read `according to X`, `per X`."""
        around, data = self._around, self._data
        first = at + 1
        if around.word(first) == data.according_to:
            first += 1
        elif around.word(at - 1) not in (COMMA, OPEN):
            return None
        phrase = around.appositions.right(first)
        if phrase is None or (first == at + 1 and not self._phrases.speakable(phrase, strict=True)):
            return None
        return self._aside(phrase, at, at, around.appositions.end(phrase), Rule.ACCORDING)

    def _aside(self, phrase: Phrase, start: int, cue: int, end: int, rule: Rule) -> Frame:
        """Make the frame of an adverbial: all of the sentence, or only its own part between commas."""
        around, parts = self._around, (start, cue, end)
        if not around.said_ahead(0, start):
            return around.frame(parts, phrase, rule)
        if self._lower[start - 1] not in MARKS and around.word(end) == COMMA:
            return Frame(phrase, *parts, (around.clause_start(start), start), NOWHERE, firm=False, rule=rule)
        return around.frame(parts, phrase, rule, before=(0, start), firm=False)

    def quoting(self, at: int) -> Frame | None:
        """Read `citing officials`: the origin of what the frame's speaker relays."""
        ahead = self._around.word(at - 1)
        if ahead != COMMA and ahead not in self._data.coordinators:
            return None
        phrase = self._around.appositions.right(at + 1)
        if phrase is None:
            return None
        return self._around.frame((at, at, phrase.span[1]), phrase, Rule.CITING, firm=False)

    # -- accounts --------------------------------------------------------------------------------------------------

    def account(self, at: int) -> Frame | None:
        """Read `by the ministry's count`, `in his words`, `an estimate of the agency`, `a police figure of 50`."""
        owner = self._owner(at)
        if owner is None:
            return self._account_of(at) or self._named_account(at)
        if not self._phrases.speakable(owner, strict=True):
            return None
        start = owner.span[0]
        if self._around.word(start - 1) in self._data.account_openers:
            return self._aside(owner, start - 1, at, at + 1, Rule.BY_ACCOUNT)
        if self._lower[at] in self._data.views:
            return None
        first, last = self._around.segment(start, at)
        return Frame(owner, start, at, at + 1, (first, start), (at + 1, last), firm=True, rule=Rule.ITS_FIGURE)

    def _owner(self, account: int) -> Phrase | None:
        """Return whose account it is: `the ministry's latest count`."""
        at = account - 1
        while at > 0 and account - at <= _FAR_OWNER and not self._kinds.owner(at):
            if not self._kinds.nominal(at) and self._lower[at] not in self._data.owned:
                break
            at -= 1
        if at < 0:
            return None
        if self._kinds.owner(at) and self._lower[account] not in self._data.plain_accounts:
            return self._phrases.left(at)
        return Phrase((at, at + 1), at) if self._lower[at] in self._data.possessives else None

    def _named_account(self, at: int) -> Frame | None:
        """Read `against a police figure of 107,000`."""
        joint = self._around.word(at + 1)
        if at + 2 not in self._around.figures or (joint != self._data.of and joint not in self._data.gives_at):
            return None
        phrase = self._phrases.core_left(at - 1)
        if phrase is None or self._lower[phrase.head] in self._data.unlike or not self._kinds.role(phrase.head):
            return None
        return Frame(phrase, phrase.span[0], at, at + 1, NOWHERE, (at + 1, at + 3), firm=True, rule=Rule.ITS_FIGURE)

    def _account_of(self, at: int) -> Frame | None:
        """Read `in the estimate of the fire department`."""
        data, joint = self._data, self._around.word(at + 1)
        if joint not in data.joining or self._lower[at] in data.plain_accounts:
            return None
        opener = next(
            (i for i in range(at - 1, max(at - _FAR_OPENER, -1), -1) if self._lower[i] in data.account_openers), None
        )
        phrase = self._around.appositions.right(at + 2)
        if opener is None or phrase is None or not self._account_giver(phrase, joint):
            return None
        return self._aside(phrase, opener, at, phrase.span[1], Rule.BY_ACCOUNT)

    def _account_giver(self, phrase: Phrase, joint: str) -> bool:
        """Whether an account of somebody is an account by somebody: not `the number of officials`."""
        head, data = self._lower[phrase.head], self._data
        if head in data.bystanders or (joint == data.of and self._phrases.plural(phrase)):
            return False
        return self._kinds.name(phrase.head) or head in data.bodies or head in data.persons

    # -- headings --------------------------------------------------------------------------------------------------

    def heading(self) -> Frame | None:
        """Read `Ministry: 150 dead` and `150 dead - officials`."""
        colon = next((at for at, word in enumerate(self._lower[:_LONGEST_HEADING]) if word == COLON), None)
        if not colon:
            return self._trailer()
        phrase = self._phrases.left(colon - 1)
        if phrase is None or phrase.span[0] > 0 or not self._phrases.speakable(phrase, strict=True):
            return None
        if self._lower[phrase.head] in self._data.places:
            return None
        return self._around.frame((0, colon, colon + 1), phrase, Rule.HEADING)

    def _trailer(self) -> Frame | None:
        size = len(self._lower)
        marks = range(size - 1, max(size - _LONGEST_HEADING, 1), -1)
        dash = next((at for at in marks if self._lower[at] in (DASH, COLON)), None)
        phrase = self._phrases.right(dash + 1) if dash is not None else None
        if dash is None or phrase is None or phrase.span[1] != size or not self._kinds.role(phrase.head):
            return None
        return self._around.frame((dash, dash, size), phrase, Rule.HEADING, before=(0, dash), firm=False)
