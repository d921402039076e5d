"""An article reaches every topic it is about, and no other."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.gate import TopicGate
from bot.matching.spotter import lowered, narrowed
from bot.model import Article, Gate, Topic
from bot.reading.languages import find_language

ENGLISH = find_language("en")
FIRE = (("fire", "blaze"), ("Mirvan", "Tarsin Bay"))


def topic(about: tuple[tuple[str, ...], ...], name: str = "topic") -> Topic:
    """Make a topic that is about something and counts nothing."""
    return Topic(id=name, title=name, language="en", about=about, places={}, sources=(), claims=())


def article(text: str, title: str = "News of the day") -> Article:
    """Make an article."""
    published = datetime(2026, 1, 22, tzinfo=UTC)
    return Article(id="a", url="https://a.example", outlet="A", published=published, title=title, text=text)


def passed(text: str, *topics: Topic, title: str = "News of the day") -> Gate:
    """Let an article through the gate of topics."""
    assert ENGLISH is not None
    return TopicGate(topics, ENGLISH.matching.inflection).topics_of(article(text, title))


def is_met(term: str, text: str) -> bool:
    """Whether a text is about a topic of one term."""
    return bool(passed(text, topic(((term,),))).topics)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("A fire broke out in Mirvan.", True),
        ("A fire broke out in the harbour.", False),
        ("The mayor of Mirvan resigned.", False),
        ("A blaze near Tarsin Bay burned all night.", True),
    ],
)
def test_an_article_is_about_a_topic_when_every_group_has_a_hit(text: str, met: bool) -> None:
    assert passed(text, topic(FIRE)).topics == (("topic",) if met else ())


def test_the_groups_may_be_met_in_title_and_text() -> None:
    assert passed("Nobody was hurt in Mirvan.", topic(FIRE), title="Fire at night").topics == ("topic",)


def test_the_gate_says_by_which_words_in_order_of_print() -> None:
    gate = passed("In Mirvan, fires burned; the blaze reached Tarsin Bay.", topic(FIRE))
    assert gate.hits == {"topic": ("Mirvan", "fires")}


@pytest.mark.parametrize(
    ("term", "text", "met"),
    [
        # whole words
        ("fire", "The fireworks were loud.", False),
        ("fire", "They heard “fire”.", True),
        ("fire", "Campfire stories.", False),
        ("fire", "a café-fire, not large", True),
        ("fire", "fire", True),
        ("Hol", "He lives in Hołd.", False),
        ("Hol", "He lives in łHol.", False),
        # inflections of common words, whatever their case
        ("fire", "FIRES rage", True),
        ("escape", "Two escaped at dawn.", True),
        ("break out", "Riots broke out.", True),
        ("stop", "Buses were stopped.", True),
        ("storm", "The stormy coast", False),
        # names need their capital
        ("Reading", "They were reading.", False),
        ("Reading", "READING IS FLOODED", True),
        ("Iraqi", "Two Iraqis crossed.", True),
        ("Islamic State", "the islamic state", False),
        ("Islamic State", "the Islamic State’s men", True),
        ("Xi'an", "a train from Xi'an arrived", True),
        # acronyms as printed
        ("US", "They told us.", False),
        ("US", "US troops", True),
        ("IS", "It is so. Is it?", False),
        # what joins words
        ("al-Hol", "the camp of al-Hol", True),
        ("al-Hol", "the camp of al Hol", True),
        ("al-Hol", "the camp of al\u2011Hol", True),
        ("Islamic State", "the Islamic\u00a0State group", True),
        ("Islamic State", "the Islamic\nState group", True),
        ("Islamic State", "a school, Islamic. State officials spoke.", False),
        ("St. Louis", "storm over St. Louis", True),
        # letters of more than a byte, and those whose lower case is longer
        ("Łódź", "a train to Łódź", True),
        ("Łódź", "a train to łódź", False),
        ("İzmir", "ships off İzmir", True),
        ("Газа", "взрывы в городе Газа сегодня", True),
        ("Газа", "взрывы в городе Казань", False),
        ("L'Haÿ", "the mayor of L'HAŸ spoke", True),
        ("foreigners’ section", "in the foreigners' section", False),
        ("foreigners’ section", "in the foreigners’ section", True),
    ],
)
def test_a_term_is_met_as_whole_words_in_its_inflections(term: str, text: str, met: bool) -> None:
    assert is_met(term, text) is met


@pytest.mark.parametrize("before", ["İİİ ", "ẞß ", "“”— ", "ﬀ İ", "日本語 ", "😀 ", "\ud800 "])
def test_letters_before_a_hit_do_not_move_it(before: str) -> None:
    gate = passed(f"{before}, fires near Mirvan", topic((*FIRE, ("Łódź", "near"))))
    assert gate.hits == {"topic": ("fires", "near", "Mirvan")}


@pytest.mark.parametrize("about", [(), ((),), (("fire",), ()), (("!",),)])
def test_a_topic_with_nothing_to_go_by_meets_no_article(about: tuple[tuple[str, ...], ...]) -> None:
    others = topic((("fire",), ("Mirvan",), ("night",)), name="other")
    assert passed("A fire in Mirvan! All night!", topic(about), others).topics == ("other",)


def test_without_topics_nothing_is_met() -> None:
    assert passed("A fire in Mirvan.") == Gate(topics=())


def test_topics_of_unlike_numbers_of_groups_stand_beside_each_other() -> None:
    topics = [topic((("fire",),), "one"), topic(FIRE, "two"), topic((*FIRE, ("night",)), "three")]
    assert passed("A fire in Mirvan.", *topics).topics == ("one", "two")
    assert passed("A fire at night in Mirvan.", *topics).topics == ("one", "two", "three")


def test_a_thousand_topics_are_told_apart_in_one_pass() -> None:
    topics = [topic((("fire", f"thing{number}"), (f"Town{number}",)), f"topic-{number}") for number in range(1000)]
    gate = passed("Fire in Town7 and Town999; a thing8 in Town8x.", *topics)
    assert gate.topics == ("topic-7", "topic-999")
    assert gate.hits["topic-999"] == ("Fire", "Town999")
    everywhere = "A fire in " + ", ".join(f"Town{number}" for number in range(1000))
    assert len(passed(everywhere, *topics).topics) == 1000


@given(st.text(max_size=60), st.sampled_from(["fire", "Fires", "FIRE"]), st.text(max_size=60))
def test_a_word_between_blanks_is_found_in_any_text(before: str, printed: str, after: str) -> None:
    assert is_met("fire", f"{before} {printed} {after}")


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(narrowed(text)) == len(lowered(text)) == len(text)
