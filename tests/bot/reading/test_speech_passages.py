"""A speaker is carried from sentence to sentence only where the text says so, and is named in full."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Field, Figure, Hedge
from bot.reading.languages import find_language
from bot.reading.sentences import split
from bot.reading.speech import attribute
from tests.bot.reading.speech_scenes import speakers, spoken

CARRIED = [
    ('"This is bad," said Ana Ruiz, the mayor. "We have counted [12] dead. [Thirty] are missing."', ["Ana Ruiz"] * 2),
    ('"We have counted [12] dead. [Thirty] are missing," said Ana Ruiz, the mayor.', ["Ana Ruiz"] * 2),
    ('Ana Ruiz, the mayor, told Reuters:\n\n"We have counted [12] dead."', ["Ana Ruiz"]),
    ('The mayor, Ana Ruiz, said rescue went on. "[12] bodies were found."', ["Ana Ruiz"]),
    ("Police said on Sunday:\n- [12] were arrested\n- [3] were hurt", ["Police"] * 2),
    ("The health ministry said [139] people died. Among them were [12] children.", ["health ministry"] * 2),
    ("The ministry said [139] died. They included [12] children. All were local, it said.", ["ministry"] * 2),
    ("The toll rose to [139]. Ivan Petrov, the governor, gave the figure at a meeting.", ["Petrov"]),
    ("[139] people died. That number comes from the health ministry.", ["health ministry"]),
]

NOT_CARRIED = [
    "Officials visited the site. [12] houses burned. The fire began at noon.",
    "Officials said the fire began at noon. [12] houses burned.",
    "Witnesses said the bus burned for an hour.\n\n[12] people died and [30] were hurt.",
    '"The bus burned for an hour," a witness said. [12] people died.',
]

NAMED = [
    ("Mayor Ana Ruiz spoke on Friday. She said [12] people had died.", "Mayor Ana Ruiz"),
    ("John Doe, the fire chief, arrived at noon.\n\nAccording to Doe, [12] houses burned.", "John Doe, the fire chief"),
    ("Peru's interior ministry met.\n\nRescuers worked. The ministry said [30] were hurt.", "Peru's interior ministry"),
    ("A US official told Reuters that the men fled. The official said [5] were caught.", "A US official"),
    ("Two Danish officials spoke to AFP. The group has [85] Danes, they said.", "Two Danish officials"),
    ("The army said in a statement that it had won. [40] men were killed, the statement said.", "The army"),
    ("The army issued a statement on Monday. The statement said [40] fighters were killed.", "The army"),
    ("Acme said on Monday it would close shops. The company said [400] jobs would go.", "Acme"),
    ("The union spoke of greed after Acme met its staff and the company said [400] jobs would go.", "Acme"),
    ("The US last week began to withdraw. It wants to move [7,000] men, its military says.", "The US military"),
    ("Ivan Petrov and the mayor, Ana Ruiz, came. Ruiz, he said, was well. Ruiz said [12] died.", "Ana Ruiz"),
]

RELAYED = [
    ("[300] had died, the mayor told The Associated Press on Friday.", "the mayor", "AP"),
    ("Reuters, citing two officials, reported that [300] had died.", "two officials", "Reuters"),
    ("[300] had died, Reuters reported, citing two officials.", "two officials", "Reuters"),
    ("Local media quoted the mayor as saying [300] had died.", "the mayor", "Local media"),
    ("The mayor was quoted by TASS as saying that [300] had died.", "The mayor", "TASS"),
    (
        "Minister Ivan Petrov said [80] were hurt, the TASS news agency reported.",
        "Minister Ivan Petrov",
        "TASS news agency",
    ),
    ("Officials cited by AFP said [300] had died.", "Officials cited by AFP", None),
    ("The newspaper Kommersant reported [300] arrests.", "The newspaper Kommersant", None),
    ("The mayor told reporters that [300] had died.", "The mayor", None),
]


@pytest.mark.parametrize(("text", "wanted"), CARRIED)
def test_quotation_list_and_reference_carry_a_speaker_over(text: str, wanted: list[str]) -> None:
    found = speakers(text)
    assert all(said and part in said for said, part in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize("text", NOT_CARRIED)
def test_the_outlet_speaks_again_after_a_speaker(text: str) -> None:
    assert set(speakers(text)) == {None}


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_a_short_name_becomes_the_full_one(text: str, wanted: str) -> None:
    assert speakers(text)[-1] == wanted


@pytest.mark.parametrize(("text", "said_by", "via"), RELAYED)
def test_who_spoke_and_who_relayed_it_are_kept_apart(text: str, said_by: str, via: str | None) -> None:
    speaker = spoken(text)[0]
    assert (speaker.said_by, speaker.via) == (said_by, via)


def test_a_silent_headline_has_the_speaker_of_the_same_figure_in_the_text() -> None:
    text = "Storm deaths have reached [53], the ministry said. [40] shops burned."
    assert speakers(text, "Storm toll at [53], [40] shops lost") == ["the ministry", None, "the ministry", None]


def test_the_cue_says_by_which_word_and_rule() -> None:
    assert spoken("[300] homes burned, officials said.")[0].cue == "said after: said"
    assert spoken("[300] homes burned.")[0].cue == ""


WORDS = """said says the ministry we who which that and but according to by he it they told Reuters 50 Ana
Ruiz toll put at of statement quoted as saying citing police among them 12 reported 's"""
MARKS = ["\n", "\n\n", '"', "“", "”", "'", "«", "»", ",", ":", ";", "-", "–", "(", ")", "."]
TOKENS = st.sampled_from([*WORDS.split(), *MARKS])


@given(st.lists(TOKENS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_one_speaker_for_each_figure(text: str) -> None:
    language = find_language("en")
    assert language is not None
    sentences = split(text, Field.TEXT, language)
    figures = [(sentence, _figure(start)) for sentence in sentences for start in range(sentence.start, sentence.end, 7)]
    assert len(attribute(sentences, figures, language.speech)) == len(figures)


def test_the_time_grows_with_the_text_and_no_faster() -> None:
    paragraph = (
        'The mayor, who said, "it, according to him, was quoted as saying, said the ministry, [12] died. He said so.'
    )
    assert _seconds("\n\n".join([paragraph] * 40)) < 40 * max(_seconds("\n\n".join([paragraph] * 4)), 0.002)


def _seconds(text: str) -> float:
    started = time.process_time()
    spoken(text)
    return time.process_time() - started


def _figure(start: int) -> Figure:
    return Figure(start=start, end=start + 1, surface="1", value=1, low=1, high=1, hedge=Hedge.EXACT)
