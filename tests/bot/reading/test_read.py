"""An article in: every figure out, with its sentence, speaker, day and modality."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article, Context, Field, Hedge, Mention, Modality, Reading
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read

THURSDAY = datetime(2026, 1, 22, 12, tzinfo=UTC)
TEXT = """The storm killed 34 people, the health ministry said on Wednesday.

Up to 7,000 people could be moved inland. In 2019 a storm killed 12 people there.

Read more: Storm kills 1,500 cows"""


def told(text: str, title: str = "") -> Reading:
    article = Article(
        id="a1", url="https://news.example/a1", outlet="Coast Herald", published=THURSDAY, title=title, text=text
    )
    return read(article, ENGLISH)


def mention(reading: Reading, surface: str) -> Mention:
    return next(each for each in reading.mentions if each.figure.surface == surface)


def test_a_reading_has_the_titles_sentences_first_and_figures_in_order_of_print() -> None:
    reading = told(TEXT, "Storm kills 34")

    assert [sentence.field for sentence in reading.sentences] == [Field.TITLE, *[Field.TEXT] * 4]
    assert [each.figure.surface for each in reading.mentions] == ["34", "34", "Up to 7,000", "2019", "12", "1,500"]


def test_a_figure_has_speaker_day_and_modality() -> None:
    killed = mention(told(TEXT), "34")

    assert killed.speaker.said_by == "the health ministry"
    assert killed.speaker.cue
    assert (killed.as_of, killed.dated) == (date(2026, 1, 21), True)
    assert (killed.modality, killed.background) == (Modality.ACTUAL, False)


def test_a_figure_without_speaker_or_day_is_the_outlets_of_the_day_of_printing() -> None:
    moved = mention(told(TEXT), "Up to 7,000")

    assert moved.speaker.said_by is None
    assert (moved.as_of, moved.dated) == (THURSDAY.date(), False)
    assert moved.modality is Modality.PLANNED_CEILING
    assert moved.figure.hedge is Hedge.UP_TO


def test_the_past_of_the_text_and_links_beside_it_are_background() -> None:
    reading = told(TEXT)

    assert {each.figure.surface for each in reading.mentions if each.background} >= {"12", "1,500"}
    assert mention(reading, "1,500").sentence.context is Context.TEASER


def test_offsets_are_those_of_the_field_and_not_of_the_sentence() -> None:
    reading = told(f"{TEXT}\n\nLater 34 more were found.", "Of 34 dead, 30 are known")

    fields = {Field.TITLE: reading.article.title, Field.TEXT: reading.article.text}
    for each in reading.mentions:
        assert fields[each.sentence.field][each.figure.start : each.figure.end] == each.figure.surface
    assert len({(each.sentence.field, each.figure.start) for each in reading.mentions}) == len(reading.mentions)


@pytest.mark.parametrize(("title", "text"), [("", ""), ("120", ""), ("", "120"), ("\n", " \n\n ")])
def test_an_article_may_be_all_but_empty(title: str, text: str) -> None:
    assert [each.figure.value for each in told(text, title).mentions] == [120] * ("120" in title + text)


PIECES = st.sampled_from(
    (
        *(
            "120 people",
            "about 1,500",
            "81 of around 120",
            "a dozen",
            "hundreds of",
            "2019",
            "on Wednesday",
            "last year",
        ),
        *(
            "the ministry said",
            "he said",
            "“",
            "”",
            "according to officials",
            "Adm.",
            "U.S.",
            "including",
            "were killed",
        ),
        *("Read more:", "1 of 515", "\n", "\n\n", ". ", ", ", "; ", "\u00a0", "could be moved", "denied", "Mr. Berg"),
    )
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=8))
def test_whatever_is_printed_is_read_the_same_way_twice_and_every_figure_stands_in_its_sentence(
    text: list[str], title: list[str]
) -> None:
    reading = told(" ".join(text), " ".join(title))

    assert reading == told(" ".join(text), " ".join(title))
    for each in reading.mentions:
        sentence = each.sentence
        assert sentence in reading.sentences
        assert sentence.start <= each.figure.start < each.figure.end <= sentence.end


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    reading = told(text, text[:40])

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in reading.sentences)
