"""Articles arrive one after the other, and the desk is alerted as an editor wants: `tallywire replay`."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.app import main

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "seeds/articles"
SHARED = ROOT / "../shared"
DETAINEES, EARTHQUAKE = (
    ROOT / "seeds/topics/isis-detainees-syria-iraq.yaml",
    ROOT / "seeds/topics/earthquake-mirvan.yaml",
)
ARRIVAL = "001,002,000,003,004"
LINE = {"article", "topic", "claim", "kind", "level", "figure", "against", "text"}

MOST_OTHERS = 2
"""Alerts that nobody asked for."""
WANTED_OF_SEEDS = 23
FOUND_OF_SEEDS = 23
FOUND = {"isis": (31, 35), "isis.record": (16, 18), "earthquake": (19, 19)}
"""Wanted alerts that are found today, a floor, and how many are wanted; raise a floor when more are found."""

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """The alerts of a replay beside those wanted, each as article, claim and kind."""

    wanted: int
    found: int
    others: list[tuple[str, str, str]]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def replay(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], topic: Path, articles: Path, *flags: str
) -> list[Line]:
    """Run the command as its console script does, and read what it prints."""
    words = ["tallywire", "replay", "--topic", str(topic), str(articles), *flags, "--json"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def compare(told: Iterable[Line], wanted: Iterable[Line]) -> Compared:
    """Compare; a kind under `also_right` is right too, notes are welcome and not required."""
    right: dict[tuple[str, str, str], tuple[str, str]] = {}
    asked = []
    for line in wanted:
        asked.append((line["article"], line["claim"]))
        for kind in (line["kind"], *line.get("also_right", ())):
            right[line["article"], line["claim"], kind] = asked[-1]
    alerts = [((line["article"], line["claim"], line["kind"]), line["level"]) for line in told]
    found = {right[alert] for alert, _ in alerts if alert in right}
    others = [alert for alert, level in alerts if alert not in right and level == "alert"]
    return Compared(wanted=len(asked), found=len(found), others=others)


@pytest.mark.parametrize(
    ("name", "topic", "flags"),
    [("isis", DETAINEES, ()), ("isis.record", DETAINEES, ("--from-record",)), ("earthquake", EARTHQUAKE, ())],
)
def test_the_sample_articles_alert_as_wanted(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    topic: Path,
    flags: tuple[str, ...],
) -> None:
    told = replay(monkeypatch, capsys, topic, ARTICLES / f"{name.removesuffix('.record')}.jsonl", *flags)

    compared = compare(told, lines(ARTICLES / f"{name}.alerts.jsonl"))
    floor, wanted = FOUND[name]
    assert compared.wanted == wanted
    assert compared.found >= floor
    assert len(compared.others) <= MOST_OTHERS, compared.others


def test_the_articles_of_the_desk_alert_as_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not SHARED.is_dir():
        pytest.skip("shared: the desk's articles are not beside this checkout")

    told = replay(monkeypatch, capsys, DETAINEES, SHARED / "seeds", "--order", ARRIVAL)

    compared = compare(told, lines(SHARED / "seeds/alerts.jsonl"))
    assert compared.wanted == WANTED_OF_SEEDS
    assert compared.found >= FOUND_OF_SEEDS
    assert len(compared.others) <= MOST_OTHERS, compared.others


def test_after_the_fourth_article_a_reader_sees_who_stands_against_whom(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kurdish media's at least 1,500 against the government's around 120 and some 200, in one post."""
    if not SHARED.is_dir():
        pytest.skip("shared: the desk's articles are not beside this checkout")

    told = replay(monkeypatch, capsys, DETAINEES, SHARED / "seeds", "--order", ARRIVAL)

    (alert,) = (line for line in told if (line["article"], line["claim"]) == ("003", "shaddadi-escaped"))
    against = {(each["value"], each["source"]) for each in alert["against"]}
    assert (alert["figure"]["surface"].lower(), alert["figure"]["source"]) == ("at least 1,500", "kurdish-side")
    assert {(120, "syrian-government"), (200, "syrian-government")} <= against
    assert all(words in alert["text"] for words in ("at least 1,500", "Kurdish", "120", "200"))


def test_the_same_story_is_told_by_the_sample_articles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = replay(monkeypatch, capsys, DETAINEES, ARTICLES / "isis.jsonl")

    (alert,) = (line for line in told if (line["article"], line["claim"]) == ("i04", "shaddadi-escaped"))
    assert set(alert) >= LINE
    assert (alert["kind"], alert["level"], alert["figure"]["source"]) == ("conflict", "alert", "kurdish-side")
    assert [(each["value"], each["source"]) for each in alert["against"]] == [(120, "syrian-government")]
    assert all(words in alert["text"] for words in ("CONFLICT", "1,500", "120", "Kurdish media"))


def test_alerts_come_in_order_of_arrival_and_name_articles_of_the_replay(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = replay(monkeypatch, capsys, EARTHQUAKE, ARTICLES / "earthquake.jsonl")

    arrived = [line["id"] for line in lines(ARTICLES / "earthquake.jsonl")]
    places = [arrived.index(line["article"]) for line in told]
    assert places == sorted(places)
    texts = {line["id"]: line for line in lines(ARTICLES / "earthquake.jsonl")}
    for line in told:
        figure = line["figure"]
        assert texts[figure["article"]][figure["field"]][figure["start"] : figure["end"]] == figure["surface"]
