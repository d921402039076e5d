"""An article's words for a speaker lead to the topic's source, or to nobody on the list."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.sources import compile_sources, resolve
from bot.model import Context, Field, Sentence, Source, Speaker, Topic
from bot.reading.languages import find_language
from tools.score_sources import judge

SHARED = Path(__file__).parents[3] / "../shared"

SOURCES = {
    "us-military": ("US military", "CENTCOM", "US Central Command", "Adm. Carl Blake"),
    "us-official": ("US officials", "US official"),
    "syrian-government": ("Syrian government", "Syria's interior ministry", "Damascus", "Syrian state TV"),
    "kurdish-side": ("Kurdish side", "SDF", "Kurdish forces", "Farid Shami"),
    "iraqi-interior": ("Iraqi interior ministry", "Salim Miri"),
    "iraqi-official": ("Iraqi officials", "Iraqi official", "Iraqi security official"),
    "cell": ("Security Media Cell", "Said Karim"),
    "who": ("World Health Organization", "WHO"),
    "is": ("Islamic State", "IS"),
    "un": ("United Nations", "UN", "UNICEF"),
    "residents": ("residents", "resident", "villagers"),
    "wire": ("Kestrel Wire sources", "Kestrel Wire", "people familiar with the matter"),
    "state-filing": ("state filings", "WARN notice"),
    "county": ("Kerr County", "Kerr County sheriff"),
}


def topic(sources: dict[str, tuple[str, ...]]) -> Topic:
    return Topic(
        id="t",
        title="Transfer from Syria to Iraq",
        language="en",
        about=(),
        places={},
        sources=tuple(Source(id=key, name=names[0], aliases=names[1:]) for key, names in sources.items()),
        claims=(),
    )


def sentence(text: str, index: int = 0) -> Sentence:
    return Sentence(field=Field.TEXT, index=index, paragraph=0, start=0, end=len(text), text=text, context=Context.BODY)


def sources_of(
    said: Sequence[str | None],
    sources: dict[str, tuple[str, ...]] = SOURCES,
    *,
    texts: Sequence[str] = (),
    via: str | None = None,
) -> list[str | None]:
    """Resolve speakers who stand each in a sentence of its own."""
    language = find_language("en")
    assert language is not None
    sentences = [sentence(text, number) for number, text in enumerate(texts or ["x"] * len(said))]
    spoken = [(sentences[number], Speaker(said_by=who, via=via)) for number, who in enumerate(said)]
    return list(resolve(spoken, sentences, compile_sources(topic(sources), language.sources)))


@pytest.mark.parametrize(
    ("said_by", "source"),
    [
        (None, None),
        ("CENTCOM", "us-military"),
        ("US military officials", "us-military"),
        ("a US official", "us-official"),
        ("American officials", "us-official"),
        ("the U.S. military", "us-military"),
        ("Syria's interior ministry", "syrian-government"),
        ("the Ministry of Interior of Syria", "syrian-government"),
        ("the Syrian Interior Ministry", "syrian-government"),
        ("a Syrian government spokesman", "syrian-government"),
        ("Syria's defence ministry", "syrian-government"),
        ("Damascus-linked media", "syrian-government"),
        ("Syrian state television", "syrian-government"),
        ("the Syrian Democratic Forces", "kurdish-side"),
        ("Kurdish authorities", "kurdish-side"),
        ("Iraqi security officials", "iraqi-official"),
        ("Iraqi judicial and security officials", "iraqi-official"),
        ("Said Karim, head of the Security Media Cell", "cell"),
        ("Colonel Omar Haddad, head of the Security Media Cell", "cell"),
        ("Iraq's Security Media Cell", "cell"),
        ("Unicef", "un"),
        ("the World Health Organisation", "who"),
        ("a Worker Adjustment and Retraining Notification filing", "state-filing"),
        ("Kerr County officials", "county"),
        ("villager Ali Hassan", "residents"),
    ],
)
def test_a_name_is_recognised_in_any_of_its_spellings(said_by: str | None, source: str | None) -> None:
    assert sources_of([said_by]) == [source]


@pytest.mark.parametrize(
    "said_by",
    [
        "officials",
        "a security source",
        "a Syrian source",
        "Libyan officials",
        "Iraqis in the camp",
        "who",
        "the US-backed Free Army",
        "a United Nations employee",
        "the Telegram channel 404",
        "Mayor Ana Ruiz",
        "the Chicago sheriff",
    ],
)
def test_somebody_else_stays_somebody_else(said_by: str) -> None:
    found = sources_of([said_by])[0]
    assert found is not None
    assert found.startswith("other:")


def test_another_speaker_is_named_in_a_few_small_words() -> None:
    assert sources_of(["the Mayor of the Town of Lima, Ana Ruiz"]) == ["other:mayor town lima"]


def test_an_acronym_is_matched_as_printed() -> None:
    assert sources_of(["WHO", "IS"]) == ["who", "is"]


def test_the_longest_spelling_wins() -> None:
    both = {"us": ("United States", "US"), "us-military": ("US military",)}
    assert sources_of(["the US military", "the US"], both) == ["us-military", "us"]


def test_a_bare_role_is_the_body_last_named_for_it() -> None:
    said = ["the interior ministry", "Iraq's interior ministry", "the interior ministry"]
    assert sources_of(said)[1:] == ["iraqi-interior", "iraqi-interior"]


def test_a_bare_role_is_the_body_of_the_nation_last_named() -> None:
    texts = ["Iraq sent men.", "Syria rounded up 81, the Interior Ministry said."]
    assert sources_of([None, "the Interior Ministry"], texts=texts) == [None, "syrian-government"]
    assert sources_of(["the Interior Ministry"], texts=["Nothing else is told."])[0] == "other:interior ministry"


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (["an Iraqi security official", "the official"], "iraqi-official"),
        (["the Kerr County sheriff", "villagers", "the sheriff"], "county"),
        (["an Iraqi security official", "another official"], "other:another official"),
        (["the official"], "other:official"),
    ],
)
def test_a_role_alone_is_who_was_heard_with_it_before(said: list[str], last: str) -> None:
    """`The official` points back; `an official` is somebody new."""
    several = SOURCES | {"city": ("City sheriff",)}

    assert sources_of(said, several)[-1] == last


def test_a_bare_role_is_the_only_one_the_topic_has() -> None:
    assert sources_of(["police", "the police chief"], {"police": ("Lima police",)}) == ["police", "police"]


def test_a_telling_word_is_enough_when_only_one_source_has_it() -> None:
    junta = {"junta": ("Military junta", "State Council"), "thai": ("Thai authorities",)}
    said = ["the ruling military", "the military's leader", "the Indian military", "Thai officials"]
    assert sources_of(said, junta) == ["junta", "junta", "other:indian military", "thai"]


def test_nobody_in_particular_is_the_outlet_that_quotes_them() -> None:
    assert sources_of(["two people familiar with the plan"], via="Kestrel Wire") == ["wire"]
    assert sources_of(["the mayor"], via="Kestrel Wire") == ["other:mayor"]


@given(st.lists(st.text(max_size=60) | st.sampled_from(["the", "US", "and", ",", "of the of", "’s"]), max_size=5))
def test_any_words_give_one_source_each(said: list[str]) -> None:
    assert len(sources_of(said)) == len(said)


@pytest.mark.parametrize(("folder", "first", "floor"), [("seeds", None, 0.95), ("desk", 30, 0.85)])
def test_labelled_figures_keep_their_sources(folder: str, first: int | None, floor: float) -> None:
    if not (SHARED / folder).exists():
        pytest.skip("shared: labelled reports are not there")
    language = find_language("en")
    assert language is not None
    judged = list(judge(SHARED / folder, language, slice(0, first)))
    assert sum(one.right for one in judged) / len(judged) >= floor
