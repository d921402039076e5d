"""A drafted topic is written whole, once, and loads as it was drafted, whatever its articles print."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.files.topic_draft import draft_text, write_new
from adapters.files.topics import load_topic
from bot.drafting.suggest import Seen
from bot.errors import Failure, Misuse, TopicError
from bot.model import (
    Claim,
    Field,
    Figure,
    Hedge,
    Measure,
    Mention,
    Modality,
    Sentence,
    Series,
    Source,
    Speaker,
    Topic,
)

DEAD = Claim(
    id="dead",
    title="Dead",
    question="How many died?",
    counts=("person", "no", "on"),
    event=("die", "take: into custody"),
    place=("port-amal",),
    place_required=True,
    series=Series.CUMULATIVE,
    key=True,
)
PLAN = Claim(
    id="plan",
    title="Plan",
    question="How much is planned?",
    event=("pay",),
    series=Series.CEILING,
    modality=(Modality.PLANNED_CEILING, Modality.ESTIMATE),
    measure=Measure.MONEY,
    unit="money",
    part_of="dead",
)


def topic(*claims: Claim, title: str = "The Lissa: #1 [sunk]") -> Topic:
    return Topic(
        id="lissa",
        title=title,
        language="en",
        about=(("ferry", "boat"), ("Hart, Gray & Co",)),
        places={"port-amal": ("Port Amal", "Puerto Amal")},
        sources=(Source(id="line", name="Lissa Lines: the company", aliases=("Lissa Lines", "line, the")),),
        claims=claims,
    )


def seen(sentence: str, surface: str = "12", source: str | None = "line") -> Seen:
    figure = Figure(start=0, end=2, surface=surface, value=12, low=12, high=12, hedge=Hedge.EXACT)
    return Seen(
        article="a",
        outlet="Harbour Daily",
        source=source,
        mention=Mention(
            figure=figure,
            sentence=Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(sentence), text=sentence),
            speaker=Speaker(said_by=None),
            as_of=date(2026, 5, 4),
            dated=False,
            modality=Modality.ACTUAL,
            background=False,
        ),
    )


def test_a_draft_loads_as_the_topic_it_was_made_from(tmp_path: Path) -> None:
    assert write_new(tmp_path / "lissa.yaml", draft_text(topic(DEAD, PLAN))) == topic(DEAD, PLAN)


def test_the_figures_stand_above_their_claim_as_comments() -> None:
    lines = draft_text(topic(DEAD), {"dead": [seen("12 people died."), seen("12 drowned.")]}).splitlines()

    at = next(number for number, line in enumerate(lines) if "id: dead" in line)
    comments = [line.strip() for line in lines[at - 3 : at]]
    assert comments == ["# 2 figures in 1 article", "# line: 12", "# > 12 people died. (Harbour Daily)"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sentence=st.text(max_size=300),
    surface=st.text(max_size=20),
    source=st.text(max_size=20),
    title=st.text(max_size=60),
)
def test_no_text_of_an_article_can_leave_its_comment(
    tmp_path_factory: pytest.TempPathFactory, sentence: str, surface: str, source: str, title: str
) -> None:
    path = tmp_path_factory.mktemp("draft") / "lissa.yaml"
    text = draft_text(topic(DEAD, title=title), {"dead": [seen(sentence, surface, source)]})

    assert write_new(path, text).claims == (DEAD,)


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "lissa.yaml"
    path.write_text("mine", "utf-8")

    with pytest.raises(Misuse, match="is there already"):
        write_new(path, draft_text(topic(DEAD)))

    assert path.read_text("utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["lissa.yaml"]


def test_what_is_no_topic_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match=r"lissa\.yaml"):
        write_new(tmp_path / "lissa.yaml", "topic: a b\nclaims: []\n")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(Failure, match="cannot be written"):
        write_new(tmp_path / "file/lissa.yaml", draft_text(topic(DEAD)))


def test_a_written_topic_is_loaded_with_its_folder(tmp_path: Path) -> None:
    write_new(tmp_path / "new/lissa.yaml", draft_text(topic(DEAD)))

    assert load_topic(tmp_path / "new/lissa.yaml").claims == (DEAD,)
