"""Everything about an event is in its topic file: no name of a topic stands in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.files.topics import load_topics
from bot.model import Topic
from tests.architecture.tree import PACKAGES, ROOT, name, parsed, python_files

COMMON_WORDS = frozenset(
    """
    administration analysts autonomous cell center central children command cooperation council democratic department
    diplomats forces front general hall hospital house human institute interior international islamic joint judicial
    justice liberation media minister ministry national nations ngos observatory operations president prison red rights
    save security state states supreme survey union united watch western white
    """.split()  # noqa: SIM905 - a word list reads better as words
)
"""Words of English that also stand in names; a name made of these alone is looked for as a whole."""
NATIONS = frozenset({"american", "european", "iraq", "iraqi", "kurdish", "syria", "syrian"})
"""In the table of all nations, which serves every event."""
TITLES_AND_AGENCIES = frozenset({"adm", "sana"})
"""In the lists of ranks and of news agencies, which serve every event."""
RELIEF = frozenset({"crescent"})
"""In the list of bodies that speak: the relief movement that counts after any disaster, in any country."""
GENERAL = COMMON_WORDS | NATIONS | TITLES_AND_AGENCIES | RELIEF
GENERAL_NAMES = frozenset({"white house", "united nations", "united states", "interior ministry", "defence ministry"})
"""Names of several words that language data may list for any event."""


def names_of(topic: Topic) -> Iterator[str]:
    """Yield every proper name that a topic file gives: what it is about, places, sources."""
    for group in topic.about:
        yield from group
    for spellings in topic.places.values():
        yield from spellings
    for source in topic.sources:
        yield from (source.name, *source.aliases)


def proper_words(topic: Topic) -> set[str]:
    """Return the capitalised words of a topic's names, without those of English; two letters (IS, US) tell nothing."""
    words = {word for name in names_of(topic) for word in re.findall(r"\b[A-Z][\w’-]{2,}", name)}
    return {word.casefold() for word in words} - GENERAL


def long_names(topic: Topic) -> set[str]:
    """Return the names of several words that begin with a capital."""
    names = {name.casefold() for name in names_of(topic) if " " in name and name[0].isupper()}
    return names - GENERAL_NAMES


def said_in(tree: ast.Module) -> str:
    """Return the strings and names of a module; docstrings and comments may cite the article that forced a rule."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    names = [node.id.replace("_", " ") for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return "\n".join((*strings, *names)).casefold()


def vocabulary_in(text: str, topic: Topic) -> set[str]:
    """Return the topic's names that stand in a module's strings and names."""
    words = set(re.findall(r"[\w’-]+", text))
    phrases = {phrase for phrase in long_names(topic) if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)}
    return (words & proper_words(topic)) | phrases


TOPICS = load_topics(ROOT / "seeds/topics")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_no_name_of_a_topic_stands_in_the_code(topic: Topic) -> None:
    found = {
        name(path): vocabulary
        for path in python_files(*PACKAGES)
        if (vocabulary := vocabulary_in(said_in(parsed(path)), topic))
    }
    assert found == {}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_there_are_names_to_look_for(topic: Topic) -> None:
    assert len(proper_words(topic)) >= 3
    assert all(place.casefold() in proper_words(topic) | GENERAL for place in single_words(topic))


def single_words(topic: Topic) -> set[str]:
    """Return places of one capitalised word."""
    spelled = {spelling for spellings in topic.places.values() for spelling in spellings}
    return {spelling for spelling in spelled if re.fullmatch(r"[A-Z][\w’-]+", spelling)}


@pytest.mark.parametrize(
    "line",
    ["PLACES = {'shaddadi'}", "def f():\n    return 'the Islamic State'", "hasakah = 1", "x = f'{1} of Gweiran'"],
)
def test_a_name_that_slipped_in_is_found(line: str) -> None:
    topic = next(topic for topic in TOPICS if topic.id == "isis-detainees-syria-iraq")
    assert vocabulary_in(said_in(ast.parse(line)), topic)


def test_a_name_in_a_docstring_is_an_example() -> None:
    topic = next(topic for topic in TOPICS if topic.id == "isis-detainees-syria-iraq")
    assert not vocabulary_in(said_in(ast.parse('def f():\n    """Read `SDF` as one source."""')), topic)


def test_the_list_of_common_words_holds_no_name_of_a_place() -> None:
    places = {spelling.casefold() for topic in TOPICS for spellings in topic.places.values() for spelling in spellings}
    assert not places & COMMON_WORDS


def test_topics_live_where_the_test_looks() -> None:
    assert {Path(topic.id).name for topic in TOPICS} == {path.stem for path in (ROOT / "seeds/topics").glob("*.yaml")}
