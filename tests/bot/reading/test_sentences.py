"""Where sentences end, and which passages are no body text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Context, Field
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.sentences import split


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in split(text, Field.TEXT, ENGLISH)]


def contexts(text: str) -> list[tuple[str, str]]:
    return [(sentence.text, sentence.context.value) for sentence in split(text, Field.TEXT, ENGLISH)]


@pytest.mark.parametrize(
    "marked",
    [
        "No full stop",
        "It began.|It ended.",
        "What now?|Run!|So they did.",
        "He met Adm. Jane Roe and Gov. Ann Poe.",
        "The U.S. Navy came.|They left the U.S.|The war ended.",
        "On Jan. 21 it rained.|It was in Jan.|The snow came.",
        "See No. 5 of St. Mary's St.|Then go.",
        "J. R. Smith spoke.|George W. Roe did not.",
        "It rose 5.5 percent.|It fell.",
        "It struck at 8:30 a.m. Friday.|It ended at 9 p.m.|The dust settled.",
        "We wait … and wait...|And hope.",
        "“We left.|We ran,” he said.|“No.”",
        'She said: "It fell."|Then "it stood".',
        '"Really?" she asked.|"Yes!" he said.',
        "«Non.»|Il part.|(It was late.)|He slept.",
        'An "open quote.|It goes on.',
        "It fell in 2024.|50,000 fled.|7 died.",
        "The town fell.|al-Hol held out.",
        "They ran.[1]|He stayed.",
        "Roe Inc. said so.|Approx. 200 came.|It cost Rs. 500.",
        "He felt ill.|Syrian troops came.",
        "BAGHDAD, Jan. 20 - The army left.",
        "NEW YORK (AP) — Ten died.",
        "1. The first.|It is short.",
        "Read www.Example.com today.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert cut(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("It fell.\u00a0They ran.", ["It fell.", "They ran."]),
        ("The town fell.They ran.", ["The town fell.", "They ran."]),
    ],
)
def test_odd_space_or_none_does_not_hide_an_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_every_line_is_a_paragraph_and_bullets_are_left_out() -> None:
    text = "One. Two.\n\n• Three\r\n- 2,200 homes\u2028Five"
    assert [(sentence.paragraph, sentence.text) for sentence in split(text, Field.TEXT, ENGLISH)] == [
        (0, "One."),
        (0, "Two."),
        (1, "Three"),
        (2, "2,200 homes"),
        (3, "Five"),
    ]


def test_a_title_is_title_throughout_and_keeps_its_field() -> None:
    sentences = split("Ten dead? Army says no", Field.TITLE, ENGLISH)
    assert [(sentence.text, sentence.context, sentence.field, sentence.index) for sentence in sentences] == [
        ("Ten dead?", Context.TITLE, Field.TITLE, 0),
        ("Army says no", Context.TITLE, Field.TITLE, 1),
    ]


@pytest.mark.parametrize(
    ("line", "context"),
    [
        ("Also Read: Hundreds flee as the dam breaks", Context.TEASER),
        ("RELATED: What we know of the storm", Context.TEASER),
        ("Related video: Boat sinks with 30 aboard", Context.TEASER),
        ("Read more: Mayor gives new toll", Context.TEASER),
        ("Watch: Crowds leave the square", Context.TEASER),
        ("Related Posts", Context.TEASER),
        ("STORM KILLS 30 IN THE NORTH AS RIVERS RISE", Context.TEASER),
        ("Sign up for our free morning newsletter", Context.TEASER),
        ("Subscribe to get the news first", Context.TEASER),
        ("Rescuers on the shore. (AP Photo/Jane Roe)", Context.CAPTION),
        ("Rescuers on the shore [Jane Roe/Reuters]", Context.CAPTION),
        ("Photo: Jane Roe", Context.CAPTION),
        ("Rescuers dig through mud on Sunday. Jane Roe/Getty Images", Context.CAPTION),
        ("US Army image", Context.CAPTION),
        ("1 of 1,289", Context.FURNITURE),
        ("3 min read", Context.FURNITURE),
        ("Source link", Context.FURNITURE),
        ("Loading recommendations…", Context.FURNITURE),
        ("12 Comments", Context.FURNITURE),
        ("The post Boat sinks appeared first on The Daily.", Context.FURNITURE),
        ("Advertisement", Context.FURNITURE),
        ("© 2026 The Daily", Context.FURNITURE),
        ("Published figures put the toll at 150 on Friday.", Context.BODY),
        ("A photo of the boat was sent to Reuters.", Context.BODY),
        ("WASHINGTON (Reuters) - Ten people died.", Context.BODY),
        ("Copyright law was changed in 12 states.", Context.BODY),
        ("He writes a newsletter on prisons.", Context.BODY),
        ("NATO AND THE EU AGREED.", Context.BODY),
    ],
)
def test_a_line_is_told_from_body_text(line: str, context: Context) -> None:
    text = f"The dam broke.\n{line}\nThe river rose."
    told = {sentence.context for sentence in split(text, Field.TEXT, ENGLISH) if sentence.paragraph == 1}
    assert told == {context}
    assert contexts(text)[0][1] == contexts(text)[-1][1] == "body"


def test_headlines_under_a_heading_are_teasers_until_prose_returns() -> None:
    text = (
        "It ended.\nRelated Posts\nDam breaks, 30 dead\n1 of 515\nMayor resigns\nThe river fell on Monday.\nIt is over"
    )
    assert [context for _, context in contexts(text)] == [
        "body",
        "teaser_link",
        "teaser_link",
        "page_furniture",
        "teaser_link",
        "body",
        "body",
    ]


def test_the_line_that_a_caption_repeats_is_the_caption_too() -> None:
    text = "It burned.\nFirefighters at the gate.\nFirefighters at the gate on Sunday. (AP Photo/Jane Roe)\nIt is out."
    assert [context for _, context in contexts(text)] == ["body", "caption", "caption", "caption", "body"]


def test_a_line_between_two_sign_ups_belongs_to_them() -> None:
    text = "It ended.\nSign up to get the latest on\nthe north, alongside\nother newsletters\nMore came."
    assert [context for _, context in contexts(text)] == ["body", "teaser_link", "teaser_link", "teaser_link", "body"]


@given(st.text(alphabet=st.sampled_from(" \n.!?…\"'“”()[]1aAU-•\u00a0\u2028"), max_size=300))
def test_any_text_is_cut_at_its_own_offsets(text: str) -> None:
    sentences = split(text, Field.TEXT, ENGLISH)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert all(left.end <= right.start for left, right in pairwise(sentences))
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    kept = sum(len("".join(sentence.text.split())) for sentence in sentences)
    assert kept >= len("".join(text.split())) - text.count("-") - text.count("•")


@pytest.mark.parametrize("part", [".", "a.", "A.", "...x", '."', "(", "Photo: ", "\n", "U.S. ", "[", "1 of "])
def test_a_long_text_takes_no_more_than_linear_time(part: str) -> None:
    text = part * (100_000 // len(part))
    started = time.process_time()  # of this process alone, however busy the computer is
    split(text, Field.TEXT, ENGLISH)
    assert time.process_time() - started < 3.0
