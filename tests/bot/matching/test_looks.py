"""Every figure is looked at twice."""

from bot.matching.looks import look, look_again
from bot.matching.record import Known
from bot.matching.weights import WEIGHTS
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read
from tests.bot.matching.scenes import MATCHING, article, claim, compiled

ESCAPED = claim("escaped")
CAUGHT = claim("caught", event=("catch", "recapture"))
TEXT = "About 120 inmates escaped from the jail. Two years ago 3% of the budget was cut. Then there were the 120."


def test_what_is_known_stays_as_it_is() -> None:
    reading, known = read(article(TEXT), ENGLISH), Known.of({"escaped": [90]})

    look(reading, compiled(ESCAPED, CAUGHT), [None] * len(reading.mentions), known, MATCHING, WEIGHTS)

    assert known == Known.of({"escaped": [90]})


def test_a_second_look_adds_what_the_others_seem_to_answer() -> None:
    reading = read(article(TEXT), ENGLISH)

    looks = look(reading, compiled(ESCAPED, CAUGHT), [None] * len(reading.mentions), Known(), MATCHING, WEIGHTS)
    again = look_again(looks)

    assert list(again) == list(looks)
    first, *_, last = looks
    assert looks[first].likely["escaped"] > looks[last].likely["escaped"] > looks[last].likely["caught"]
    claims = {
        each.claim.id: set(cues) - set(alone)
        for (each, cues), (_, alone) in zip(again[last], looks[last].found, strict=True)
    }
    assert any(cue.startswith("elsewhere: its number, ") and cue.endswith("for the claim") for cue in claims["escaped"])
