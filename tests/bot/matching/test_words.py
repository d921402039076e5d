"""Words of a text, and the base forms they can be inflections of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.words import split_words
from tests.bot.matching.scenes import INFLECTION


def is_same(one: str, other: str) -> bool:
    return not INFLECTION.bases(one).isdisjoint(INFLECTION.bases(other))


@pytest.mark.parametrize(
    ("base", "printed"),
    [
        ("kill", "killed"),
        ("kill", "Killing"),
        ("die", "dying"),
        ("die", "dies"),
        ("body", "bodies"),
        ("escape", "escaping"),
        ("escape", "escapes"),
        ("flee", "fled"),
        ("stop", "stopped"),
        ("transfer", "transferring"),
        ("bury", "buried"),
        ("person", "people"),
        ("child", "children"),
        ("man", "men"),
        ("bring", "brought"),
        ("hold", "held"),
        ("breach", "breaches"),
        ("centre", "centers"),
        ("center", "centres"),
        ("evacuate", "evacuating"),
        ("hospitalise", "hospitalized"),
        ("organize", "organised"),
        ("labour", "labor"),
        ("travel", "travelled"),
        ("travel", "traveled"),
        ("life", "lives"),
        ("wife", "wives"),
    ],
)
def test_a_word_is_met_in_every_inflection_and_spelling_whichever_the_editor_wrote(base: str, printed: str) -> None:
    assert is_same(base, printed)
    assert is_same(printed, base)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prison", "prisoner"),
        ("detain", "detainee"),
        ("kill", "killer"),
        ("die", "dice"),
        ("arrest", "rest"),
        ("use", "us"),
        ("miss", "mission"),
        ("flee", "flea"),
        ("camp", "campaign"),
        ("injure", "injury"),
        ("house", "hose"),
        ("escape", "escapee"),
        ("fight", "fighter"),
    ],
)
def test_words_that_only_look_alike_are_not_one(one: str, other: str) -> None:
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Syria's guards' keys", ["Syria", "guards", "keys"]),
        ("Syria’s guards’ keys", ["Syria", "guards", "keys"]),
        ("the pro-government force", ["the", "pro", "government", "force"]),
        ("al-Sina'a jail", ["al", "Sina'a", "jail"]),
        ("1,500 men", ["1", "500", "men"]),
        ("of\u00a0them", ["of", "them"]),
        ("", []),
        ("— … “”", []),
    ],
)
def test_text_splits_at_everything_that_is_no_letter_or_digit(text: str, printed: list[str]) -> None:
    assert [word.text for word in split_words(text, INFLECTION)] == printed


@given(st.text(max_size=80))
def test_words_stand_in_order_where_they_say_in_any_text(text: str) -> None:
    words = split_words(text, INFLECTION)

    assert all(text[word.start : word.end].startswith(word.text) for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))
    assert all(word.bases for word in words)


@pytest.mark.parametrize(
    "base",
    ["kill", "die", "flee", "stop", "carry", "breach", "hold", "body", "person", "inmate", "release", "transfer"],
)
def test_every_form_a_word_may_be_printed_in_leads_back_to_it(base: str) -> None:
    """Forms that exist in no dictionary are among them, and harm nobody."""
    forms = INFLECTION.forms(base)

    assert len(forms) > 1
    assert {form for form in forms if not is_same(base, form)} == set()
