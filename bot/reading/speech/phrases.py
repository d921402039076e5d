"""Who a phrase names: noun phrases to the left and right of a word, without a parser."""

from dataclasses import dataclass

from bot.reading.speech.tokens import CLOSE, MARKS, OPEN, QUOTE, Span
from bot.reading.speech.words import WordKinds, bare

_LONGEST_CORE = 9
"""Words of a name with its titles."""
_NICKNAME = 4
"""Tokens from one quotation mark to the other around a name."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. `head` is its main word, `also` what stands in apposition to it."""

    span: Span
    head: int
    also: Span | None = None

    def alone(self) -> "Phrase":
        """Return the phrase without its apposition."""
        return Phrase(self.span, self.head)


class Phrases:
    """The noun phrases of one sentence."""

    def __init__(self, kinds: WordKinds) -> None:
        self.kinds = kinds
        self.tokens = kinds.tokens
        self.lexicon = kinds.lexicon
        self.data = kinds.lexicon.data

    def speakable(self, phrase: Phrase | None, *, strict: bool) -> bool:
        """Whether the phrase can be who speaks; `strict` wants a name or a known role."""
        if phrase is None:
            return False
        word = self.tokens.lower[phrase.head]
        if word in self.data.mute:
            return False
        if word in self.lexicon.short or self.kinds.role(phrase.head):
            return True
        return self.kinds.name(phrase.head) or not strict

    def plural(self, phrase: Phrase) -> bool:
        """Whether a phrase stands for several: `officials`, `two generals`, `the army and the police`."""
        word = self.tokens.lower[phrase.head]
        if self.joint(phrase) and not self.kinds.name(phrase.head):
            return True
        return word in self.data.persons and word.endswith("s") and not word.endswith(("'s", "ss"))

    def joint(self, phrase: Phrase) -> bool:
        """Whether a phrase names two with `and` between them."""
        return self.data.conjunction in self.tokens.lower[phrase.span[0] : phrase.span[1]]

    def named(self, phrase: Phrase) -> bool:
        """Whether a phrase has a proper name in it."""
        return any(self.kinds.name(at) for at in range(*phrase.span))

    def outlet(self, phrase: Phrase) -> bool:
        """Whether a phrase names an agency or outlet."""
        words = [bare(word) for word in self.tokens.lower[phrase.span[0] : phrase.span[1]]]
        if any(word in self.data.media for word in words):
            return True
        return any(word in self.data.media_words for word in words) and self.named(phrase)

    # -- to the left -----------------------------------------------------------------------------------------------

    def left(self, last: int) -> Phrase | None:
        """Return the phrase that ends at a token."""
        if last < 0:
            return None
        word = self.tokens.lower[last]
        if word == CLOSE:
            opening = self._opening(last, OPEN)
            return self.left(opening - 1) if opening is not None else None
        if word in self.data.pronouns:
            return Phrase((last, last + 1), last)
        first = self._first(last)
        return self._joined(first, last) if first is not None else None

    def core_left(self, last: int) -> Phrase | None:
        """Return the name that ends at a token, without what prepositions add."""
        first = self._first(last)
        return Phrase((first, last + 1), self._main(first, last)) if first is not None else None

    def _joined(self, first: int, last: int) -> Phrase:
        """Extend a core to the left over prepositions and `and`, as far as there is somebody who speaks."""
        best = Phrase((first, last + 1), self._main(first, last))
        while first > 1:
            joint, end = self.tokens.lower[first - 1], first - 2
            core = self._core_before(joint, end)
            if core is None:
                break
            if joint == self.data.conjunction:
                if not self._opens_list(core, end):
                    break
                best = Phrase((core, last + 1), best.head)
            elif self._heads(joint, core, end):
                best = Phrase((core, last + 1), self._main(core, end))
            first = core
        return best

    def _core_before(self, joint: str, end: int) -> int | None:
        """Return where the core before `of` or `and` begins; `one of` and `some of` have one too."""
        if joint != self.data.conjunction and joint not in self.data.prepositions:
            return None
        core = self._first(end)
        if core is None and joint == self.data.of and self.tokens.lower[end] in self.data.determiners:
            return end
        return core

    def _opens_list(self, first: int, last: int) -> bool:
        """Whether `X and` can open a subject of two."""
        kinds = self.kinds
        return self._at_start(first, openers=True) and (kinds.role(last) or kinds.name(last) or kinds.name(first))

    def _heads(self, joint: str, first: int, last: int) -> bool:
        """Whether a core is what the words behind the preposition say more about: `officials in Louisiana`."""
        if self.kinds.role(self._main(first, last)):
            return True
        if joint == self.data.of and self.tokens.lower[last] in self.data.determiners:
            return True
        return self.kinds.name(last) and (joint in self.data.joining or self._at_start(first, openers=False))

    def _at_start(self, first: int, *, openers: bool) -> bool:
        if first == 0:
            return True
        word = self.tokens.lower[first - 1]
        return word in MARKS or (openers and word in self.data.openers)

    def _main(self, first: int, last: int) -> int:
        """Return the main word of a core: the last, or the role before an adjective or a name in quotation marks."""
        kinds = self.kinds
        if kinds.role(last) or kinds.name(last) or self.tokens.lower[last] in self.data.mute:
            return last
        return next((at for at in range(last, first - 1, -1) if kinds.role(at) and not kinds.owner(at)), last)

    def _first(self, last: int) -> int | None:
        """Return where the words before a preposition, mark or function word begin, determiner included."""
        at, seam = last, None
        while at >= 0 and last - at < _LONGEST_CORE:
            step = self._step_left(at)
            if step == at:
                break
            if seam is None and step == at - 1 and at < last and self._seam(at):
                seam = at
            at = step
        if at == last:
            return None
        if seam is not None and not self._in_apposition(at):
            return seam + 1
        return self._with_determiners(at)

    def _step_left(self, at: int) -> int:
        """Step over a token of a core, or over a name in quotation marks; stay at any other."""
        if self.tokens.lower[at] == QUOTE:
            opening = self._opening(at, QUOTE)
            return opening - 1 if opening is not None else at
        return at - 1 if self.kinds.nominal(at) or self._owned_time(at) else at

    def _with_determiners(self, before: int) -> int:
        if before < 0 or not self.kinds.modifier(before):
            return before + 1
        return before - 1 if before > 0 and self.tokens.lower[before - 1] in self.data.determiners else before

    def _owned_time(self, at: int) -> bool:
        """Whether a time belongs to a name: `the department's Friday update`."""
        return at > 0 and self.tokens.lower[at] in self.data.times and self.kinds.owner(at - 1)

    def _in_apposition(self, before: int) -> bool:
        """Whether a name belongs to the noun before it: `the news site X`, but not `at a conference X`."""
        if before < 0 or not self.kinds.modifier(before):
            return False
        ahead = self.tokens.lower[before - 1] if before > 0 else ""
        return ahead not in self.data.adjuncts and ahead not in self.data.prepositions

    def _seam(self, at: int) -> bool:
        """Whether a name begins right of a plain noun that is no title: `at a conference | John Smith`."""
        words = self.tokens.words
        if not words[at + 1][0].isupper() or words[at][0].isupper():
            return False
        titled = self.kinds.role(at) or self.tokens.lower[at] in self.data.titles or self.kinds.owner(at)
        return not titled and not self._adjective(at + 1)

    def _adjective(self, at: int) -> bool:
        """Whether a capitalised word before a role is no person's name: `a senior Iraqi official`."""
        following = at + 1
        return following < len(self.tokens) and self.kinds.role(following) and not self.kinds.name(following)

    def _opening(self, closing: int, mark: str) -> int | None:
        lower = self.tokens.lower
        for at in range(closing - 1, max(closing - _NICKNAME - 1, -1), -1):
            if lower[at] == mark:
                return at
            if lower[at] in MARKS:
                return None
        return None

    # -- to the right ----------------------------------------------------------------------------------------------

    def right(self, first: int) -> Phrase | None:
        """Return the phrase that begins at a token."""
        lower, size = self.tokens.lower, len(self.tokens)
        if self._pronoun(first):
            return Phrase((first, first + 1), first)
        core = self._core(first)
        if core is None:
            return None
        head, end = core
        if end == size or lower[end] not in self.data.prepositions:
            end = self._trimmed(head, end)
        return Phrase((first, self._past_joints(head, end)), head)

    def _past_joints(self, head: int, end: int) -> int:
        """Step over what `of` and `and` add behind a core."""
        while end + 1 < len(self.tokens) and self._joins(end, head):
            following = self._past_modifiers(end + 1)
            stop = self._end(following)
            if stop == following:
                break
            end = stop
        return end

    def core(self, first: int) -> Phrase | None:
        """Return the name that begins at a token, without what prepositions add."""
        core = self._core(first)
        if core is None:
            return None
        head, end = core
        return Phrase((first, self._trimmed(head, end)), head)

    def around(self, at: int) -> Phrase:
        """Return the phrase about a token: its titles to the left, its name to the right."""
        end = self._end(at + 1)
        if end > at + 1 and not self.kinds.name(at + 1):
            end = at + 1
        left = self._first(end - 1)
        phrase = self._joined(at if left is None else min(left, at), end - 1)
        return phrase if phrase.head != at else self._extended(phrase)

    def _extended(self, phrase: Phrase) -> Phrase:
        """Add what prepositions behind a main word say more about it."""
        first, end = phrase.span
        if end - 1 != phrase.head:
            return phrase
        return Phrase((first, self._past_joints(phrase.head, end)), phrase.head)

    def _pronoun(self, at: int) -> bool:
        """Whether a pronoun stands alone: `to her`, not `her office`."""
        if at >= len(self.tokens):
            return False
        word = self.tokens.lower[at]
        if word in self.data.pronouns:
            return True
        alone = at + 1 >= len(self.tokens) or not self.kinds.nominal(at + 1)
        return word in self.data.people_pronouns and alone

    def _core(self, first: int) -> tuple[int, int] | None:
        """Return the main word and the end of the core that begins at a token."""
        begin = self._past_modifiers(first)
        end = self._end(begin)
        if end == begin:
            return None
        head = self._main(begin, end - 1)
        if not self.kinds.role(head):
            head = next((at for at in range(end - 1, begin - 1, -1) if self.kinds.name(at)), head)
        return head, end

    def _past_modifiers(self, at: int) -> int:
        while at < len(self.tokens) and self.kinds.modifier(at):
            at += 1
        return at

    def _joins(self, at: int, head: int) -> bool:
        """Whether a phrase goes on behind `of` or `and`."""
        kinds, following = self.kinds, at + 1
        if self.tokens.lower[at] == self.data.conjunction:
            if kinds.role(at - 1):
                return kinds.role(following) or kinds.name(following)
            return kinds.name(at - 1) and kinds.name(following) and not kinds.role(following)
        return self.tokens.lower[at] in self.data.prepositions and (kinds.role(head) or kinds.name(head))

    def _trimmed(self, head: int, end: int) -> int:
        """Cut off a verb behind the main word: `the ministry | made`."""
        return next((at for at in range(head + 1, end) if self.kinds.past(at)), end)

    def _end(self, first: int) -> int:
        """Return where the words of a core end that begins at a token."""
        at, size = first, len(self.tokens)
        while at < size and at - first < _LONGEST_CORE:
            step = self._past_insert(at) if at > first else at
            if step > at:
                at = step
                continue
            if not self.kinds.nominal(at):
                break
            at += 1
        return at

    def _past_insert(self, at: int) -> int:
        """Step over an acronym in brackets or a name in quotation marks."""
        lower, size = self.tokens.lower, len(self.tokens)
        if lower[at] == OPEN and at + 2 < size and lower[at + 2] == CLOSE:
            return at + 3
        if lower[at] != QUOTE:
            return at
        closing = next((i for i in range(at + 1, min(at + _NICKNAME, size)) if lower[i] == QUOTE), None)
        if closing is None:
            return at
        inside = range(at + 1, closing)
        return closing + 1 if all(self.kinds.nominal(i) or lower[i][0].isdigit() for i in inside) else at
