"""A figure holds as of the day that its own text gives it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Context, Field, Figure, Hedge, Mention, Modality, Sentence, Speaker
from bot.reading.dates import as_of, settle
from bot.reading.languages.en_manner import DATES

FRIDAY = datetime(2026, 1, 23, 9, tzinfo=UTC)
THURSDAY, WEDNESDAY, MONDAY, SUNDAY = date(2026, 1, 22), date(2026, 1, 21), date(2026, 1, 19), date(2026, 1, 18)


def article(*texts: str, field: Field = Field.TEXT) -> list[Sentence]:
    """Sentences of one field, one blank apart."""
    sentences: list[Sentence] = []
    start = 0
    for index, text in enumerate(texts):
        context = Context.TITLE if field is Field.TITLE else Context.BODY
        sentences.append(
            Sentence(
                field=field, index=index, paragraph=0, start=start, end=start + len(text), text=text, context=context
            )
        )
        start += len(text) + 1
    return sentences


def figure_in(sentence: Sentence, surface: str = "93") -> Figure:
    start = sentence.start + sentence.text.index(surface)
    return Figure(start=start, end=start + len(surface), surface=surface, value=93, low=93, high=93, hedge=Hedge.EXACT)


def day_of(*texts: str) -> date | None:
    """Return the day that the text gives for the 93 of its last sentence."""
    *before, last = article(*texts)
    day, dated = as_of(last, figure_in(last), before, FRIDAY, DATES)
    return day if dated else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministry said on Wednesday that 93 people had died.", WEDNESDAY),
        ("The ministry said that 93 people had died.", None),
        ("The mayor told a radio station on Wednesday 93 people had died.", WEDNESDAY),
        ("At least 93 people died, the mayor said late on Wednesday.", WEDNESDAY),
        ("At least 93 people died, far more than was thought, the mayor told a radio station on Wednesday.", WEDNESDAY),
        ("93 people fled the jail on Sunday, an official told reporters on Wednesday.", WEDNESDAY),
        ("In a film shown late on Wednesday, the mayor said that 93 houses were gone.", WEDNESDAY),
        ("According to an estimate that the agency gave on Monday, 93 houses are gone.", MONDAY),
        ("On Jan. 21 the port announced the arrival of 93 men.", WEDNESDAY),
        ("The toll rose to 93 on Wednesday.", WEDNESDAY),
        ("The list had 93 names on it on Wednesday.", WEDNESDAY),
        ("By Wednesday evening 93 dead had been found, the ministry said on Thursday.", WEDNESDAY),
        ("As of Wednesday the toll of Sunday night's fire stood at 93.", WEDNESDAY),
        ("The toll had come to 12 by late Wednesday, state television reported, with 93 people hurt.", WEDNESDAY),
        ("On Wednesday the number of dead rose to 12 and that of the missing to 93.", WEDNESDAY),
    ],
)
def test_the_day_of_the_report_or_of_the_count_is_the_figures(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "93 people escaped from the jail early on Sunday.",
        "More than half of the 93 men who fled the jail on Sunday are still free.",
        "The Jan. 18 fire has killed 93 people.",
        "The fire of Jan. 18 has killed 93 people.",
        "Since Sunday 93 bodies have been found.",
        "93 people have been reported missing since last week's flood.",
        "93 posts will go on Wednesday.",
        "The strike began on Sunday; 93 plants are shut.",
    ],
)
def test_the_day_of_an_event_is_not_the_day_of_its_count(text: str) -> None:
    assert day_of(text) is None


def test_a_speakers_day_carries_on_while_he_speaks() -> None:
    assert day_of("The mayor said on Monday that 12 had died.", "He said 93 were missing.") == MONDAY
    assert day_of("The mayor said on Monday that 12 had died.", "Another 93 had been hurt.") == MONDAY


def test_another_speaker_ends_what_carries_on() -> None:
    lead = "The mayor said on Monday that 12 had died."
    assert day_of(lead, "Ana Reyes, who heads the clinic, said 93 were hurt.") is None
    assert day_of(lead, "Reyes disagreed.", "The clinic said 40 were hurt.", "It said 93 were ill.") is None
    assert day_of(lead, "The police say 93 are missing.") is None


def test_a_day_earlier_counts_from_the_day_named_before() -> None:
    assert day_of("The list had 12 names on Monday.", "The governor had said a day earlier there were 93.") == SUNDAY


def test_without_a_day_a_figure_is_as_of_printing() -> None:
    (sentence,) = article("93 people have died.")
    assert as_of(sentence, figure_in(sentence), (), FRIDAY, DATES) == (date(2026, 1, 23), False)


def mention(sentence: Sentence, day: date, *, dated: bool) -> Mention:
    return Mention(
        figure=figure_in(sentence),
        sentence=sentence,
        speaker=Speaker(said_by=None),
        as_of=day,
        dated=dated,
        modality=Modality.ACTUAL,
        background=False,
    )


def test_a_headline_has_the_day_that_the_body_gives_its_number() -> None:
    (title,) = article("Storm kills 93", field=Field.TITLE)
    body = article("The storm was strong.", "93 died, police said on Monday.", "The 93 were farmers.")
    settled = settle(
        [
            mention(title, FRIDAY.date(), dated=False),
            mention(body[1], MONDAY, dated=True),
            mention(body[2], FRIDAY.date(), dated=False),
        ]
    )
    assert [(each.as_of, each.dated) for each in settled] == [(MONDAY, True), (MONDAY, True), (FRIDAY.date(), False)]


@given(
    st.lists(
        st.sampled_from(
            ["on Monday ", "said ", "93 ", "that ", ", ", "; ", "a day earlier ", "he ", "\n", "’s ", "since "]
        ),
        max_size=60,
    ),
    st.integers(-5, 400),
    st.datetimes(timezones=st.just(UTC)),
)
def test_any_text_and_any_place_in_it_has_a_day(pieces: list[str], start: int, published: datetime) -> None:
    text = "".join(pieces)
    before = article(text, text)
    figure = Figure(start=start, end=start + 2, surface="93", value=93, low=93, high=93, hedge=Hedge.EXACT)
    day, _ = as_of(before[0], figure, before[1:], published, DATES)
    assert day <= published.date()
