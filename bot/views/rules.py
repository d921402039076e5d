"""The desk rules in words, for `why`."""

from collections.abc import Mapping

from bot.ledger import Rule
from bot.model import Kind, Verdict
from bot.views.wording import clean

RULES: Mapping[Rule, str] = {
    Rule.MERGED: "The article gives this source's figure in other words as well; the most precise wording was judged.",
    Rule.COLLIDED: "The same number stands under another claim within a day, and one of the two may be a slip.",
    Rule.EXCEEDED: "A part is more than its whole, so one of the two counts is old or wrong.",
    Rule.UNJUDGED: "Figures on this claim are recorded and never compared.",
    Rule.DENIED: "The speaker denies this figure, and it was not this speaker's own.",
    Rule.BACKGROUND: "The article tells it as the past, or prints it in a caption, a link or page furniture.",
    Rule.PLANNED: "It is a plan, and the claim asks for what has happened.",
    Rule.TOO_EARLY: "It is for a day before the claim begins.",
    Rule.VAGUE_FIRST: "Nobody had said anything on this claim before, and a vague word is the first there is.",
    Rule.VAGUE: "A vague word cannot be compared with a number.",
    Rule.FIRST: "Nobody had put a number on this claim before.",
    Rule.GROWN: "A running count, above every standing figure and later than each.",
    Rule.REPEATED: "The same source says what it said before.",
    Rule.OLDER: "It is older than what this source has said since.",
    Rule.CATCHING_UP: "This source had another figure and now agrees with another source.",
    Rule.RETURNED: "This source is back at a figure that it had given up.",
    Rule.ALTERNATING: "This source goes back and forth between two figures, as two of its offices would.",
    Rule.EARLIER: "This source gave this figure before its present one, and nothing says that it is back at it.",
    Rule.BEHIND: "This source's count rose, but it lies behind the total of another source.",
    Rule.MOVED: "This count may rise and fall, and the figure is for a later day.",
    Rule.ASIDE: "The article prints it beside another figure of the same source, and revises nothing by it.",
    Rule.REVISED: "The same source has another figure than before.",
    Rule.CORROBORATED: "A source new to this claim gives a figure that fits one on record.",
    Rule.NEW_NUMBER: "A source new to this claim gives a new number, and it fits a figure on record.",
    Rule.JOINED: "The standing figures disagree, and a source new to this claim takes a side.",
    Rule.SUPERSEDED: "It fits only figures that their sources have given up since.",
    Rule.WEEK_OLD: "This count may rise and fall, and the last figure was a week old or more.",
    Rule.CONTRADICTED: "A source new to this claim gives a figure that fits no standing one.",
    Rule.VARIED: "The text is a copy of another outlet's, and this number is not the one printed there.",
    Rule.VARIED_ALIKE: "Another copy of the same text has this number as well, in place of the one printed first.",
    Rule.WITHDRAWN: "The source takes back its own figure.",
    Rule.WITHDRAWN_AGAIN: "The source takes back a figure that it had taken back already.",
    Rule.STILL_PRINTED: "Its source has taken this figure back; some still print it.",
    Rule.STANDS_AGAIN: "The source had taken this figure back and now gives it again, for a later day.",
    Rule.REJECTED: "A person rejected the statement as a wrong reading.",
    Rule.RESTORED: "A person restored the statement, which had been rejected as a wrong reading.",
    Rule.DROPPED: "A later version of the article no longer prints this figure.",
    Rule.EDITED: "A later version of the article prints another figure by the same source.",
    Rule.EDITED_BACK: "A later version of the article is back at a figure that an edit had replaced.",
    Rule.PRINTED_AGAIN: "A later version of the article prints a figure again that an edit had dropped.",
}
_POSTED: Mapping[Kind, str] = {
    Kind.FIRST: "yes, where everything is followed or this is a headline claim",
    Kind.NOTE: "only where everything is followed",
}
_SILENT: Mapping[Kind, str] = {
    Kind.CORROBORATION: "agreement is recorded and interrupts nobody",
    Kind.REPEAT: "nothing new",
    Kind.STALE: "not news any more",
    Kind.VAGUE: "there is no number to compare",
    Kind.BACKGROUND: "background is recorded and never compared",
}


def rule_in_words(verdict: Verdict) -> str:
    """Return the rule as a sentence, with its number; one of an older ledger as it was stored."""
    rule = next((rule for rule in Rule if rule == verdict.rule), None)
    sentence = RULES[rule] if rule else clean(verdict.rule)
    number = verdict.rule.partition(" ")[0]
    return f"{sentence} (desk rule {number})" if rule and number != "0" else sentence


def posted_in_words(verdict: Verdict) -> str:
    """Return whether the verdict is worth a message, and if not, why."""
    if verdict.kind in _SILENT:
        return f"no: {_SILENT[verdict.kind]}"
    if verdict.rule == Rule.DROPPED:
        return _POSTED[Kind.NOTE]
    return _POSTED.get(verdict.kind, "yes, where the claim is followed and not muted")
