"""What is planned, guessed, denied, laid at another's door or long past is not read as fact."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Context, Field, Figure, Hedge, Mention, Modality, Sentence, Speaker
from bot.reading.languages.en_manner import MANNER
from bot.reading.manner import Cues, background, modality, supersede

PRINTED = datetime(2026, 5, 22, 9, tzinfo=UTC)
ACTUAL, PLANNED, ESTIMATE, DENIED, ACCUSED = (
    Modality.ACTUAL,
    Modality.PLANNED_CEILING,
    Modality.ESTIMATE,
    Modality.DENIED,
    Modality.ACCUSED,
)


def printed(text: str, field: Field = Field.TEXT, context: Context = Context.BODY) -> Sentence:
    return Sentence(field=field, index=0, paragraph=0, start=7, end=7 + len(text), text=text, context=context)


def figure_in(sentence: Sentence, surface: str = "93") -> Figure:
    start = sentence.start + sentence.text.index(surface)
    value = int(surface)
    return Figure(
        start=start, end=start + len(surface), surface=surface, value=value, low=value, high=value, hedge=Hedge.EXACT
    )


PUT = [
    ("The storm killed 93 people.", ACTUAL),
    ("The army will move 93 prisoners abroad.", PLANNED),
    ("In the end 93 prisoners could be moved.", PLANNED),
    ("The firm plans to cut 93 posts.", PLANNED),
    ("The jail is to take in 93 men.", PLANNED),
    ("A deal with the port to move 93 men was signed.", PLANNED),
    ("It belongs to a wider plan for 93 prisoners.", PLANNED),
    ("An operation was under way that could see 93 men moved.", PLANNED),
    ("Some 12 went first, with plans to send 93 in all.", PLANNED),
    ("Officials estimate that 93 men got out.", ESTIMATE),
    ("93 men got out, officials reckon.", ESTIMATE),
    ("By his estimate 93 houses are gone.", ESTIMATE),
    ("The camps are believed to hold 93 men.", ESTIMATE),
    ("The blaze may have killed 93 people.", ESTIMATE),
    ("It is estimated that 93 men could be moved.", PLANNED),
    ("The minister denied that 93 men had fled.", DENIED),
    ("We are not talking about 93.", DENIED),
    ("The number of 93 was false.", DENIED),
    ("The front withdrew its figure of 93 dead.", DENIED),
    ("The agency takes back its earlier count of 93.", DENIED),
    ("The army withdrew its force of 93 men.", ACTUAL),
    ("The council rejected the ministry's figure of 93.", DENIED),
    ("The governor accused the militia of leaving its posts and freeing 93 inmates.", ACCUSED),
    ("Out of a total of 12, 93 were “let go” by the guards.", ACCUSED),
]


@pytest.mark.parametrize(("text", "expected"), PUT)
def test_the_verb_that_governs_a_figure_sets_its_modality(text: str, expected: Modality) -> None:
    sentence = printed(text)
    assert modality(sentence, figure_in(sentence), MANNER) is expected


FACTS = [
    "The army moved 93 men and could move 700 more.",
    "The firm will try the men who killed 93 people.",
    "Before the band was to play, gunmen killed 93 people.",
    "93 inmates broke out on May 16.",
    "The toll, far above the 93 of Monday, may rise.",
    "The cuts would touch a tenth of its 93 offices.",
    "The group denied any part in the attack that killed 93 people.",
    "People accused of joining the group, 93 of them women, were freed.",
    "The sect is said to have taken 93 lives.",
    "Doctors could not save 93 people.",
    "No fewer than 93 people died.",
]


@pytest.mark.parametrize("text", FACTS)
def test_another_clause_leaves_a_fact_a_fact(text: str) -> None:
    sentence = printed(text)
    assert modality(sentence, figure_in(sentence), MANNER) is ACTUAL


def test_a_headline_needs_no_modal_for_a_plan() -> None:
    text = "Carmaker to cut 93 posts"
    title = printed(text, Field.TITLE, Context.TITLE)
    assert modality(title, figure_in(title), MANNER) is PLANNED
    assert modality(printed(text), figure_in(printed(text)), MANNER) is ACTUAL


def told_as_past(text: str, *, days: int = 0, context: Context = Context.BODY) -> bool:
    """Whether the 93 is background, dated by its text that many days before printing."""
    sentence = printed(text, context=context)
    day = PRINTED.date() - timedelta(days)
    return background(sentence, figure_in(sentence), day, PRINTED, MANNER, dated=bool(days))


PAST = [
    "That raised a previous toll of 93.",
    "Their earlier count was 93.",
    "The initial figure was 93.",
    "The toll rose to 120 from 93.",
    "The list was down from the 93 names of Monday.",
    "The sheriff had at first reported 93 escapees.",
    "At first 93 people were thought to be missing.",
    "The number is lower than the 93 reported before.",
    "A toll of 93 was later raised to 120.",
    "The jail used to hold 93 men.",
    "Last week the list had 93 names on it.",
    "The dead had earlier been put at 93.",
    "In 2019 the camp took in 93 families.",
    "It was the worst storm since 1960, when 93 people died.",
    "The Peak Fire of 1918 killed 93.",
    "1999 - A bomb kills 93",
    "In 2024 a ferry went down: 93 people drowned.",
]


@pytest.mark.parametrize("text", PAST)
def test_a_figure_told_as_the_past_is_background(text: str) -> None:
    assert told_as_past(text)


PRESENT = [
    "The storm has killed 93 people.",
    "The toll rose from 41 to 93.",
    "Last week's flood killed 93 people.",
    "The first group of 93 men has arrived.",
    "The camp, which opened in 2014, holds 93 families.",
    "Held since 2019, the 93 men are now in court.",
    "The mission opened with 93 men.",
    "The firm may now cut 93 posts, fewer than last year.",
    "Raising the toll to 93, the ministry gave no names.",
]


@pytest.mark.parametrize("text", PRESENT)
def test_the_present_figure_of_a_text_is_no_background(text: str) -> None:
    assert not told_as_past(text)


def test_the_first_of_a_series_is_past_once_its_day_is() -> None:
    text = "The port announced the arrival of the first 93 men."
    assert not told_as_past(text)
    assert not told_as_past(text, days=1)
    assert told_as_past(text, days=12)


def test_a_figure_dated_months_back_is_background_unless_it_still_grows() -> None:
    assert told_as_past("The firm let go of 93 people.", days=200)
    assert not told_as_past("The firm has let go of 93 people.", days=200)


@pytest.mark.parametrize(
    "name", ["denied", "accused", "fact", "estimate", "planned", "past", "lately", "retold", "first", "present"]
)
def test_the_words_that_cues_need_hide_none_of_their_patterns(name: str) -> None:
    cues: Cues = getattr(MANNER, name)
    for text in [*(text for text, _ in PUT), *FACTS, *PAST, *PRESENT]:
        beginnings = {word[:3] for word in re.findall(r"\w+|[^\w\s]", text.lower())}
        left, right = text.split("93", maxsplit=1)
        found = cues.left.search(left.rstrip()) or cues.right.search(right) or cues.frame.search(left)
        assert not found or beginnings & cues.needs


@pytest.mark.parametrize("context", [Context.CAPTION, Context.TEASER, Context.FURNITURE])
def test_what_stands_outside_the_article_is_background(context: Context) -> None:
    assert told_as_past("The storm has killed 93 people.", context=context)


def test_a_figure_said_before_is_background_beside_a_newer_one() -> None:
    def mention(text: str, surface: str) -> Mention:
        sentence = printed(text)
        return Mention(
            figure=figure_in(sentence, surface),
            sentence=sentence,
            speaker=Speaker(said_by=None),
            as_of=PRINTED.date(),
            dated=False,
            modality=ACTUAL,
            background=False,
        )

    newer, retold = mention("The toll is 120.", "120"), mention("The committee earlier said 93 had died.", "93")
    assert [each.background for each in supersede([newer, retold], MANNER)] == [False, True]
    assert [each.background for each in supersede([retold], MANNER)] == [False]
    assert supersede([], MANNER) == ()


PIECES = [
    "93 ",
    "will ",
    "to ",
    "accused him of ",
    "from ",
    "of the ",
    "1960",
    "last year ",
    "earlier ",
    ", ",
    "; ",
    "“",
    "that ",
    "had ",
    "rose ",
    "ing ",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=60),
    st.integers(-5, 500),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)
def test_any_text_has_a_manner(pieces: list[str], start: int, day: date, published: datetime) -> None:
    sentence = printed("".join(pieces))
    figure = Figure(start=start, end=start + 2, surface="93", value=93, low=93, high=93, hedge=Hedge.EXACT)
    assert modality(sentence, figure, MANNER) in Modality
    assert background(sentence, figure, day, published, MANNER, dated=True) in {True, False}


@pytest.mark.parametrize("piece", PIECES)
def test_an_endless_sentence_is_judged_in_bounded_steps(piece: str) -> None:
    sentence = printed(piece * 20_000 + "93" + piece * 20_000)
    assert modality(sentence, figure_in(sentence), MANNER) in Modality
