"""`tallywire topic new`, `suggest` and `check FILE ARTICLES` as an editor types them."""

import json
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from adapters.files.topics import load_topic
from bot.cli.topics import register
from bot.cli.topics.check import divide
from bot.errors import Failure, Misuse
from tests.bot.drafting.pile import FERRY

ROOT = Path(__file__).parents[4]
ANSWERS = (
    "Sinking of the Lissa\nferry, boat\nLissa, Port Amal=Puerto Amal\ncoast guard\n"
    "killed, missing\nHow many crates fell?\n\n"
)


def tallywire(*words: str, typed: str = "") -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, ["topic", *words], input=typed)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    path = tmp_path / "pile.jsonl"
    path.write_text(
        "".join(
            json.dumps(
                {
                    "id": f"a{number}",
                    "url": "",
                    "outlet": f"Daily {number}",
                    "published": f"2026-05-0{number + 1}",
                    "title": "",
                    "text": text,
                }
            )
            + "\n"
            for number, text in enumerate(FERRY)
        ),
        "utf-8",
    )
    return path


def test_new_asks_step_by_step_and_writes_a_topic(tmp_path: Path) -> None:
    result = tallywire("new", "--out", str(tmp_path / "lissa.yaml"), typed=ANSWERS)

    assert result.exit_code == 0, result.output
    topic = load_topic(tmp_path / "lissa.yaml")
    assert topic.id == "sinking-of-the-lissa"
    assert topic.about == (("ferry", "boat"), ("Lissa", "Port Amal", "Puerto Amal"))
    assert topic.places == {"lissa": ("Lissa",), "port-amal": ("Port Amal", "Puerto Amal")}
    assert [claim.id for claim in topic.claims] == ["killed", "missing", "crates"]


def test_new_asks_nothing_where_title_and_questions_are_given(tmp_path: Path) -> None:
    result = tallywire("new", "--title", "Lissa", "--ask", "injured", "--out", str(tmp_path / "lissa.yaml"))

    assert result.exit_code == 0
    assert [claim.id for claim in load_topic(tmp_path / "lissa.yaml").claims] == ["injured"]


def test_new_writes_into_the_folder_of_topics(tmp_path: Path) -> None:
    settings = tmp_path / "tallywire.toml"
    settings.write_text(f'[topics]\ndir = "{tmp_path / "topics"}"\n', "utf-8")

    assert tallywire("new", "--title", "Lissa", "--ask", "injured", "--config", str(settings)).exit_code == 0
    assert (tmp_path / "topics/lissa.yaml").exists()


def test_new_refuses_a_question_that_says_nothing_and_writes_nothing(tmp_path: Path) -> None:
    result = tallywire("new", "--title", "Lissa", "--ask", "Why?", "--out", str(tmp_path / "lissa.yaml"))

    assert isinstance(result.exception, Misuse)
    assert list(tmp_path.iterdir()) == []


def test_one_kind_can_be_asked_of_two_places(tmp_path: Path) -> None:
    asked = [word for place in ("Port Amal", "Lissa") for word in ("--ask", f"How many people were killed in {place}?")]
    tallywire("new", "--title", "x", "--where", "Lissa, Port Amal", *asked, "--out", str(tmp_path / "a.yaml"))

    claims = load_topic(tmp_path / "a.yaml").claims
    assert [(claim.id, claim.place) for claim in claims] == [
        ("killed-port-amal", ("port-amal",)),
        ("killed-lissa", ("lissa",)),
    ]


def test_suggest_prints_a_draft_that_can_be_used(tmp_path: Path, pile: Path) -> None:
    result = tallywire("suggest", str(pile), "--title", "The Lissa")

    path = tmp_path / "draft.yaml"
    path.write_text(result.stdout, "utf-8")
    assert {"killed", "missing"} <= {claim.id for claim in load_topic(path).claims}
    assert "# >" in result.stdout


def test_suggest_writes_a_file_once(tmp_path: Path, pile: Path) -> None:
    out = tmp_path / "topics/lissa.yaml"

    assert tallywire("suggest", str(pile), "--title", "The Lissa", "--out", str(out)).exit_code == 0
    assert load_topic(out).id == "the-lissa"
    assert isinstance(tallywire("suggest", str(pile), "--out", str(out)).exception, Misuse)


def test_suggest_says_when_nothing_recurs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The ferry sank. Nobody knows why.", "utf-8")

    assert isinstance(tallywire("suggest", str(path)).exception, Failure)


def test_check_with_articles_tells_what_claims_catch_within_80_columns() -> None:
    result = tallywire(
        "check", str(ROOT / "seeds/topics/earthquake-mirvan.yaml"), str(ROOT / "seeds/articles/earthquake.jsonl")
    )

    assert result.exit_code == 0
    assert "dead: 10 figures in 9 articles" in result.stdout
    tried = result.stdout.split("\n\n", 1)[1]
    assert max(len(line) for line in tried.splitlines()) <= 80


def test_check_names_claims_that_catch_nothing_and_articles_the_gate_refuses(tmp_path: Path, pile: Path) -> None:
    topic = tmp_path / "topic.yaml"
    topic.write_text(
        "topic: lissa\nabout: [[volcano]]\nclaims:\n"
        "  - {id: dead, question: How many people died?}\n"
        "  - {id: goats, question: How many goats fled?, counts: [goat], event: [flee]}\n",
        "utf-8",
    )
    told = tallywire("check", str(topic), str(pile)).stdout

    assert "Claims that catch nothing: goats" in told
    assert "`about` refuses" in told
    assert "no word of list 1" in told


def test_check_prints_lines_for_programs() -> None:
    topic = str(ROOT / "seeds/topics/earthquake-mirvan.yaml")
    result = tallywire("check", topic, str(ROOT / "seeds/articles/earthquake.jsonl"), "--json")

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {line["claim"] for line in lines if "claim" in line} >= {"dead", "injured"}
    dead = next(line for line in lines if line.get("claim") == "dead")
    assert {"article", "outlet", "surface", "value", "source", "contended_by", "quote"} <= set(dead["caught"][0])


def test_json_without_articles_is_told() -> None:
    assert isinstance(tallywire("check", str(ROOT / "seeds/topics"), "--json").exception, Misuse)


def test_topic_files_and_articles_are_told_apart(tmp_path: Path) -> None:
    topics, articles = ROOT / "seeds/topics", ROOT / "seeds/articles"

    assert divide([topics, articles, tmp_path / "b.yaml", tmp_path / "c.jsonl"]) == (
        [topics, tmp_path / "b.yaml"],
        [articles, tmp_path / "c.jsonl"],
    )
