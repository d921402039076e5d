"""docs/topics.md: every example can be used, and every key is told and shown."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from adapters.files.topic_schema import KEYS, ClaimDraft, TopicDraft
from adapters.files.topics import load_topic

MANUAL = (Path(__file__).parents[3] / "docs/topics.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
TOPIC, CLAIMS = EXAMPLES[0], EXAMPLES[1:]


def write(folder: Path, text: str) -> Path:
    path = folder / "ferry.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_example_is_a_whole_topic(tmp_path: Path) -> None:
    topic = load_topic(write(tmp_path, TOPIC))

    assert (topic.id, len(topic.claims), len(topic.sources)) == ("ferry-lissa", 2, 2)


@pytest.mark.parametrize("example", CLAIMS, ids=lambda example: example.split()[2])
def test_each_further_example_can_be_added_to_it(tmp_path: Path, example: str) -> None:
    topic = load_topic(write(tmp_path, TOPIC + indent(example, "  ")))

    assert len(topic.claims) == 2 + len(re.findall(r"^- id:", example, re.MULTILINE))


def test_every_key_is_shown_in_an_example() -> None:
    shown = set(re.findall(r"\b([a-z_]+):", "".join(EXAMPLES)))

    assert KEYS - shown == {"language"}


@pytest.mark.parametrize(("heading", "keys"), [("## The topic", TopicDraft), ("## A claim", ClaimDraft)])
def test_the_tables_tell_every_key_and_no_other(heading: str, keys: type[TopicDraft] | type[ClaimDraft]) -> None:
    section = MANUAL.split(heading + "\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`[a-z_`, ]+`) \|", section, re.MULTILINE)

    assert {name for cell in cells for name in re.findall(r"[a-z_]+", cell)} == set(keys.model_fields)
