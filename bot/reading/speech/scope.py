"""Which frame of its sentence a figure belongs to."""

from collections.abc import Sequence

from bot.reading.speech.data import SpeechData
from bot.reading.speech.frame import LOCAL, NOWHERE, Frame, Rule
from bot.reading.speech.tokens import COMMA, DASH, SEMICOLON, Tokens

Chosen = tuple[Frame | None, Frame | None]
"""The frame whose content holds a figure, and the frame that relays it."""


def choose_frame(tokens: Tokens, frames: Sequence[Frame], figure: int, data: SpeechData) -> Chosen:
    """Return the frame whose content holds the figure that begins at a token."""
    usable = [frame for frame in _audible(tokens, frames) if not frame.start <= figure < frame.end]
    if _compared(tokens, figure, data):
        usable = [frame for frame in usable if frame.rule in _COMPARED and frame.start > figure]
    usable = [frame for frame in usable if frame.rule is not Rule.CITING]
    behind = [frame for frame in usable if frame.after[0] <= figure < frame.after[1]]
    ahead = next((frame for frame in usable if frame.before[0] <= figure < frame.before[1]), None)
    if ahead is not None and SEMICOLON in tokens.lower[figure : ahead.before[1]]:
        ahead = None
    last = behind[-1] if behind else None
    if last is not None and ahead is not None and last.firm:
        return _between(tokens, last, ahead, figure, data)
    if ahead is not None:
        return ahead, None
    if last is not None and not _turns(tokens, last.end, figure, data):
        return last, _relay(usable, last)
    return None, None


_COMPARED = LOCAL | {Rule.BY_ACCOUNT}


def _between(tokens: Tokens, last: Frame, ahead: Frame, figure: int, data: SpeechData) -> Chosen:
    """Choose between who speaks before the figure and who speaks behind it."""
    if ahead.rule in LOCAL:
        return ahead, last
    if last.rule in (Rule.RELATIVE, Rule.ASKS):
        return ahead, None
    contrast = any(word in data.contrasts for word in tokens.lower[last.end : figure])
    if contrast or _turns(tokens, last.end, figure, data):
        return ahead, None
    return last, ahead


def _audible(tokens: Tokens, frames: Sequence[Frame]) -> list[Frame]:
    """Drop what is reported inside a quotation: who speaks for it stands outside."""
    return [frame for frame in frames if tokens.quotes[frame.cue] == -1]


def _compared(tokens: Tokens, figure: int, data: SpeechData) -> bool:
    """Whether the figure is what another is compared with: `far above the 270 given before`."""
    lower = tokens.lower
    return figure > 1 and lower[figure - 1] == data.article and lower[figure - 2] in data.comparatives


def _relay(usable: Sequence[Frame], chosen: Frame) -> Frame | None:
    later = (frame for frame in usable if frame.before != NOWHERE and frame.start >= chosen.end and not frame.firm)
    return next(later, None)


def _turns(tokens: Tokens, first: int, last: int, data: SpeechData) -> bool:
    """Whether the sentence turns to something else between two tokens."""
    lower = tokens.lower
    for at in range(first, last):
        if lower[at] == SEMICOLON:
            return True
        if lower[at] not in (COMMA, DASH) or at + 1 >= last:
            continue
        pair = (lower[at + 1], lower[at + 2] if at + 2 < len(lower) else "")
        if lower[at + 1] in data.breaks or pair in data.break_pairs:
            return True
    return False
