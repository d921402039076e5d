"""Named cues: what a text says for and against a figure being the answer to a claim."""

from datetime import date
from typing import Any

import pytest

from bot.matching.candidates import candidates, named_places
from bot.matching.record import Known
from bot.matching.scene import SentenceScene, sentence_scene
from bot.matching.weights import WEIGHTS
from bot.matching.zones import zone_of, zones
from bot.model import Claim, Field, Measure, Sentence, Series
from tests.bot.matching.scenes import MATCHING, claim, compiled, scene_of

PLACES = {"harbour": ("Harbour jail", "Harbour"), "north": ("North jail",), "island": ("Harbour jail Island",)}
ESCAPED = claim("escaped")
CAUGHT = claim("caught", event=("catch", "recapture"))
MOVED = claim("moved", event=("move",), series=Series.CUMULATIVE)
CEILING = claim("ceiling", event=("move",), series=Series.CEILING)
DEAD = claim("dead", counts=("person",), event=("kill", "die"))
HURT = claim("hurt", counts=("person",), event=("injure",))
KEY = claim("key", key=True)
PART = claim("part", counts=("Iraqis",), event=(), part_of="escaped")
HARBOUR = claim("harbour", place=("harbour",))
NORTH = claim("north", place=("north",))
AWAY = claim("away", not_place=("harbour",))
EXCLUDING = claim("excluding", exclude=("minor",))
REQUIRING = claim("requiring", require=("convicted",))
ALL = (ESCAPED, CAUGHT)


def found(text: str, figure: str, about: Claim, *others: Claim, **keys: Any) -> frozenset[str]:
    """Return the cues that hold for a figure and a claim of a topic that its file does not rule out."""
    topic = compiled(about, *others, places=PLACES)
    known, source = keys.pop("known", None) or Known(), keys.pop("source", None)
    at = scene_of(text, figure, topic, **keys)
    return next(frozenset(cues) for each, cues in candidates(at, topic, source, known, MATCHING) if each.claim is about)


@pytest.mark.parametrize(
    ("text", "figure", "cue"),
    [
        ("About 120 inmates escaped.", "About 120", "noun: head of the phrase"),
        ("About 120 inmate families waited.", "About 120", "noun: in the phrase"),
        ("About 120 souls escaped.", "About 120", "noun: any people"),
        ("About 120 convicts escaped.", "About 120", "noun: kin of its own"),
        ("About 120 horses escaped.", "About 120", "noun: another"),
        ("Of the inmates 120 escaped.", "120", "noun: near"),
        ("The inmates of the old jail on the hill saw 120 horses.", "120", "noun: in the clause"),
        ("The inmates were in the yard when 120 escaped.", "120", "noun: the event stands for it"),
        ("The inmates ran. About 120 horses followed.", "About 120", "noun: in the sentence before"),
        ("Some 120 escaped.", "Some 120", "noun: nowhere"),
        ("The gale killed 34.", "34", "noun: none printed"),
    ],
)
def test_the_counted_noun_is_told_by_where_it_stands(text: str, figure: str, cue: str) -> None:
    assert cue in found(text, figure, claim("escaped", unit="people"))


@pytest.mark.parametrize(
    ("text", "figure", "cue"),
    [
        ("About 120 inmates escaped.", "About 120", "event: done to it"),
        ("Guards let 120 inmates out.", "120", "event: on both sides"),
        ("Some 120 inmates have since escaped.", "Some 120", "event: close behind"),
        ("On Monday escaped 120 inmates.", "120", "event: close before"),
        ("Ten inmates who escaped on Monday are sought.", "Ten", "event: in the relative clause"),
        ("Two guards and 12 inmates escaped.", "Two", "event: in the clause"),
        ("Two guards slept; later 12 inmates escaped.", "Two", "event: in the sentence"),
        ("Guards let them escape. About 120 inmates ran.", "About 120", "event: in the sentence before"),
        ("About 120 inmates ran.", "About 120", "event: nowhere"),
        ("About 120 inmates broke out.", "About 120", "event: close behind, by synonym"),
        ("About 120 inmates crawled out.", "About 120", "event: close behind, by family"),
    ],
)
def test_the_event_is_told_by_how_near_it_stands(text: str, figure: str, cue: str) -> None:
    assert cue in found(text, figure, ESCAPED)


def test_the_title_may_tell_the_event() -> None:
    assert "event: in the title" in found("About 120 inmates ran.", "About 120", ESCAPED, title="Inmates escape")


def test_a_claim_without_an_event_is_a_plain_stock() -> None:
    assert "event: claim has none" in found("About 120 inmates ran.", "About 120", claim(event=()))


def test_another_word_of_the_events_family_does_not_count_when_another_claim_has_it() -> None:
    """`break out` is of the family of `escape`, unless a claim of its own asks for it."""
    text = "About 120 inmates broke out."

    assert "event: nowhere" in found(text, "About 120", ESCAPED, claim("broke-out", event=("break out",)))


@pytest.mark.parametrize(
    ("text", "figure", "of_first"),
    [
        ("The bomb went off, killing 40 people and injuring 100.", "40", True),
        ("The bomb went off, killing 40 people and injuring 100.", "100", False),
        ("It left 12 people dead and 30 injured.", "12", True),
        ("It left 12 people dead and 30 injured.", "30", False),
    ],
)
def test_the_domain_divides_two_figures_of_one_sentence(text: str, figure: str, *, of_first: bool) -> None:
    dead, hurt = found(text, figure, DEAD, HURT), found(text, figure, HURT, DEAD)

    assert ("rival: no event is nearer" in dead) is of_first
    assert ("rival: no event is nearer" in hurt) is not of_first
    assert ("rival: another claim's event is nearer" in dead) is not of_first


def test_what_is_said_behind_part_and_whole_is_said_of_the_part() -> None:
    text = "By noon 81 of around 120 inmates who escaped were caught."

    assert "rival: no event is nearer" in found(text, "81", CAUGHT, ESCAPED)
    assert "rival: no event is nearer" in found(text, "around 120", ESCAPED, CAUGHT)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("With 30 minors 120 inmates escaped.", "exclude: in the clause"),
        ("Then 120 inmates escaped and 30 minors were caught.", "exclude: in the sentence"),
        ("Then 120 inmates escaped. A minor was caught.", None),
    ],
)
def test_an_excluded_word_is_told_by_where_it_stands(text: str, cue: str | None) -> None:
    told = {each for each in found(text, "120", EXCLUDING) if each.startswith("exclude")}

    assert told == ({cue} if cue else set())


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Then 120 convicted inmates escaped.", "require: in the own clause"),
        ("With 30 convicted men 120 inmates escaped.", "require: in the clause"),
        ("Guards said 30 were convicted and 120 inmates escaped.", "require: in the sentence"),
    ],
)
def test_a_required_word_is_told_by_where_it_stands(text: str, cue: str) -> None:
    assert cue in found(text, "120", REQUIRING)


@pytest.mark.parametrize(
    ("text", "mine", "other"),
    [
        ("From Harbour jail 120 inmates escaped.", "in the own clause", "another in the own clause"),
        ("From Harbour jail 30 guards and 120 inmates escaped.", "in the clause", "another in the clause"),
        ("At Harbour jail 30 guards fled and 120 inmates escaped.", "in the sentence", "another in the sentence"),
        ("Harbour jail is old. Later 120 inmates escaped.", "the last one named", "another was named last"),
        (
            "Harbour jail is old. Later 120 inmates escaped from there.",
            "the last one named, taken up",
            "another was named last",
        ),
        (
            "Harbour jail is old. Later 120 inmates left the prison.",
            "the last one named, taken up",
            "another was named last",
        ),
        ("Later 120 inmates escaped.", "none named so far", "none named so far"),
    ],
)
def test_a_place_counts_for_its_claim_and_against_another(text: str, mine: str, other: str) -> None:
    """Also as what was named last, for as long as nothing else is named."""
    assert f"place: {mine}" in found(text, "120", HARBOUR, NORTH)
    assert f"place: {other}" in found(text, "120", NORTH, HARBOUR)


def test_where_the_text_names_no_place_the_title_does() -> None:
    told = found("Later 120 inmates escaped.", "120", HARBOUR, title="Break-out at Harbour jail")

    assert "place: the last one named" in told


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("From Harbour jail 120 inmates escaped.", "not_place: in the clause"),
        ("120 inmates escaped; at Harbour jail all was quiet.", "not_place: in the sentence"),
        ("Harbour jail is old. From the prison 120 inmates escaped.", "not_place: taken up"),
    ],
)
def test_a_figure_of_an_unwanted_place_is_told_by_where_the_place_stands(text: str, cue: str) -> None:
    assert cue in found(text, "120", AWAY)


def test_the_longest_spelling_of_a_place_wins() -> None:
    topic = compiled(HARBOUR, places=PLACES)

    def named(text: str) -> frozenset[str]:
        whole = Sentence(field=Field.TEXT, index=0, paragraph=0, start=0, end=len(text), text=text)
        return sentence_scene(whole, topic, MATCHING).places()

    assert named("They fled from Harbour jail Island.") == {"island"}
    assert named("They fled from Harbour jail.") == {"harbour"}
    assert named("They fled from Harbour, not North jail.") == {"harbour", "north"}
    assert named("They fled from the harbour.") == set()


def test_the_places_of_a_sentence_are_its_own_else_those_named_last() -> None:
    text = "North jail is old. Harbour jail is new. Some 120 inmates escaped."
    topic = compiled(HARBOUR, NORTH, places=PLACES)

    assert named_places(scene_of(text, "Some 120", topic)) == {"harbour"}


@pytest.mark.parametrize(
    ("text", "figure", "of_ceiling", "of_done"),
    [
        (
            "Up to 7,000 inmates could be moved.",
            "Up to 7,000",
            {"manner: planned, as the claim", "hedge: up to, a ceiling", "hedge: up_to"},
            {"manner: planned, the claim is not", "hedge: up to", "hedge: up_to"},
        ),
        ("They moved 150 inmates.", "150", {"manner: done, the claim is a ceiling", "hedge: exact"}, {"hedge: exact"}),
    ],
)
def test_planned_and_done_are_two_claims(text: str, figure: str, of_ceiling: set[str], of_done: set[str]) -> None:
    def manner(about: Claim, other: Claim) -> set[str]:
        return {each for each in found(text, figure, about, other) if each.startswith(("manner", "hedge"))}

    assert manner(CEILING, MOVED) == of_ceiling
    assert manner(MOVED, CEILING) == of_done


@pytest.mark.parametrize(
    ("text", "figure", "about", "cue"),
    [
        ("They moved 50 more inmates.", "50", MOVED, "increment: a running total"),
        ("Another 50 inmates escaped.", "50", ESCAPED, "increment: other series"),
        ("The number of inmates who escaped rose to 137.", "137", ESCAPED, "total: of this claim"),
        ("The tally of horses rose to 137.", "137", ESCAPED, "total: of something"),
        ("A group of 12 inmates escaped.", "12", ESCAPED, "around: a group of"),
        ("Two inmates said so.", "Two", ESCAPED, "around: the counted speak"),
        ("From Ostrava jail 12 inmates escaped.", "12", ESCAPED, "stranger: named before"),
        ("They saw 12 inmates in Ostrava.", "12", ESCAPED, "stranger: named behind"),
        ("In 2019 some 73 inmates escaped.", "some 73", ESCAPED, "time: dated long before"),
        ("Unlike in 2019, some 73 inmates escaped.", "some 73", ESCAPED, "time: another year in the sentence"),
        ("About 120 inmates escaped.", "About 120", KEY, "claim: key"),
        ("They found 40 Iraqis.", "40", PART, "claim: part of another"),
        ("About 120 inmates escaped, including 40 Iraqis.", "40", PART, "part: told of a part, as the claim"),
        ("About 120 inmates escaped, among them 40 guards.", "40", ESCAPED, "part: told of a part"),
        ("Five inmates escaped.", "Five", ESCAPED, "small: nothing on record, as the words say"),
        ("Some 120 inmates at a mill escaped.", "Some 120", ESCAPED, "where: at some place"),
        ("Some 120 inmates in Ostrava escaped.", "Some 120", ESCAPED, "where: at a strange place"),
        ("Some 120 inmates in Harbour jail escaped.", "Some 120", ESCAPED, "where: at a known place"),
    ],
)
def test_more_facts_about_the_text(text: str, figure: str, about: Claim, cue: str) -> None:
    assert cue in found(text, figure, about, *(other for other in (ESCAPED,) if other is not about))


def test_a_name_that_begins_with_new_adds_nothing() -> None:
    told = found("Police said 8 New Orleans inmates escaped.", "8", ESCAPED)

    assert not {cue for cue in told if cue.startswith("increment")}


@pytest.mark.parametrize(
    ("last", "cue"),
    [("escaped", "part: of what was just told"), ("beside", "part: beside another part of it"), ("caught", None)],
)
def test_a_part_goes_with_its_whole_and_its_like(last: str, cue: str | None) -> None:
    beside = claim("beside", counts=("Turks",), event=(), part_of="escaped")

    told = found("There were 40 Iraqis.", "40", PART, beside, ESCAPED, CAUGHT, known=Known(last=(None, last)))

    assert {each for each in told if each.startswith(("part: of", "part: beside"))} == {cue} - {None}


def test_a_title_says_that_it_is_one() -> None:
    assert "print: title" in found("It was a long night.", "120", ESCAPED, title="120 inmates escape")
    assert "print: title" not in found("About 120 inmates escaped.", "About 120", ESCAPED, title="A long night")


@pytest.mark.parametrize(
    ("text", "figure", "cue"),
    [
        ("About 120 inmates escaped.", "About 120", "record: the same number, as the words say"),
        ("There were 120.", "120", "record: the same number, the words are silent"),
        ("They saw 120 horses.", "120", "record: the same number, the words count something else"),
        ("About 12 inmates escaped.", "About 12", "record: the same small number, as the words say"),
    ],
)
def test_the_same_number_again_is_a_hint(text: str, figure: str, cue: str) -> None:
    known = Known.of({"escaped": [12, 120]})

    assert cue in found(text, figure, ESCAPED, known=known)


@pytest.mark.parametrize(
    ("value", "kind"), [(12, " small"), (120, ""), (8700, ""), (146_000, " precise"), (1037, " precise")]
)
def test_a_number_of_three_digits_or_more_is_hardly_met_by_chance(value: int, kind: str) -> None:
    told = found(f"About {value} inmates escaped.", f"About {value}", ESCAPED, known=Known.of({"escaped": [value]}))

    assert f"record: the same{kind} number, as the words say" in told


@pytest.mark.parametrize(
    ("on_record", "cue"),
    [
        ({}, "nothing on record"),
        ({"escaped": [10]}, "beside small ones on record"),
        ({"escaped": [10, 1500]}, "beside large ones on record"),
        ({"caught": [4]}, "the event is small"),
        ({"caught": [4, 900]}, "the event is large"),
    ],
)
def test_a_small_count_is_weighed_by_the_size_of_the_event(on_record: dict[str, list[int]], cue: str) -> None:
    told = found("Five inmates escaped.", "Five", ESCAPED, CAUGHT, known=Known.of(on_record))

    assert f"small: {cue}, as the words say" in told


@pytest.mark.parametrize(
    ("printed", "cue"),
    [
        ((120, 7), "article: prints some number on record, among those of the claim"),
        ((9, 7), "article: prints no number on record, among those of the claim"),
    ],
)
def test_an_article_that_prints_no_number_on_record_may_be_of_another_event(printed: tuple[int, ...], cue: str) -> None:
    known = Known.of({"escaped": [100, 120, 300]})
    known.open_article(printed)

    assert cue in found("About 150 inmates escaped.", "About 150", ESCAPED, known=known)


@pytest.mark.parametrize(
    ("text", "escaped", "caught"),
    [
        (
            "About 12 inmates who escaped were caught.",
            "event: in the relative clause, another's in the main",
            "event: in the main clause, beside a relative",
        ),
        (
            "Guards caught 12 inmates who escaped.",
            "event: in the relative clause, another's in the main",
            "event: in the main clause, beside a relative",
        ),
    ],
)
def test_the_main_clause_tells_what_is_said_of_those_a_relative_clause_names(
    text: str, escaped: str, caught: str
) -> None:
    figure = "About 12" if "About" in text else "12"

    assert escaped in found(text, figure, ESCAPED, CAUGHT)
    assert caught in found(text, figure, CAUGHT, ESCAPED)


@pytest.mark.parametrize(
    ("title", "text", "cue"),
    [
        ("Jail: 120 gone", "About 120 inmates escaped.", "again: in the title, large"),
        ("Jail", "About 120 inmates escaped. The 120 ran.", "again: in the text, large"),
        ("Jail", "About 120 inmates escaped.", "text: the lead"),
    ],
)
def test_what_an_article_makes_much_of_is_told_from_asides(title: str, text: str, cue: str) -> None:
    assert cue in found(text, "About 120", ESCAPED, title=title)


@pytest.mark.parametrize(
    ("whole", "cue"), [(1500, "part: smaller than its whole"), (40, "part: as large as its whole")]
)
def test_a_part_is_smaller_than_its_whole(whole: int, cue: str) -> None:
    told = found("They found 40 Iraqis.", "40", PART, ESCAPED, known=Known.of({"escaped": [whole]}))

    assert {cue, "part: no larger number in the article"} <= told


def test_the_same_number_is_no_hint_where_the_words_are_anothers() -> None:
    told = found("About 120 inmates were caught.", "About 120", ESCAPED, CAUGHT, known=Known.of({"escaped": [120]}))

    assert not any(each.startswith("record: the same") for each in told)


def test_a_number_on_record_for_another_claim_says_so() -> None:
    told = found("About 120 inmates escaped.", "About 120", ESCAPED, CAUGHT, known=Known.of({"caught": [120]}))

    assert "record: the same number for another claim" in told


@pytest.mark.parametrize(("value", "close"), [(120, True), (150, True), (300, False), (3000, None)])
def test_being_close_to_a_number_on_record_is_a_cue_and_being_far_is_none(value: int, close: bool | None) -> None:
    told = found(f"Then {value} inmates escaped.", str(value), ESCAPED, known=Known.of({"escaped": [110]}))

    assert {each for each in told if each.startswith("size")} == (
        set() if close is None else {"size: close to one on record" if close else "size: near one on record"}
    )


def test_a_figure_without_a_noun_goes_on_with_the_claim_of_the_one_before() -> None:
    known = Known(last=("escaped",))

    assert "chain: the figure before, noun left out" in found("By noon 66.", "66", ESCAPED, known=known)
    assert "chain: the figure before" in found("Then 66 horses left.", "66", ESCAPED, known=known)
    assert "chain: the figure before, told as changing" in found("It rose to 66.", "66", ESCAPED, known=known)
    assert not any(each.startswith("chain") for each in found("By noon 66.", "66", CAUGHT, known=known))


@pytest.mark.parametrize(
    ("told", "earlier"), [("in 2019", True), ("in 2026", False), ("among 1799 guards", False), ("of 73000 men", False)]
)
def test_a_year_before_this_one_is_told_from_other_numbers(told: str, *, earlier: bool) -> None:
    cue = "time: another year in the sentence"

    assert (cue in found(f"Unlike those {told}, some 73 inmates escaped.", "some 73", ESCAPED)) is earlier


def test_zones_are_nearest_first_and_a_word_counts_in_the_nearest() -> None:
    topic = compiled(ESCAPED, CAUGHT)
    at = scene_of("By noon 12 inmates escaped and 5 men fled.", "12", topic)

    assert [name for name, _ in zones(at)][:2] == ["in the phrase", "done to it"]
    assert zone_of(at, topic.claims[0].event) == "done to it"
    assert zone_of(at, topic.claims[1].event) is None


def test_a_claim_without_counts_takes_the_nouns_of_its_unit() -> None:
    topic = compiled(claim(counts=(), unit="detainees"), claim("area", counts=(), unit="acres", measure=Measure.AREA))

    named = {topic.index.text(number) for number in topic.claims[0].counts}
    assert {"inmate", "prisoner", "detainee"} <= named
    assert topic.claims[1].counts == frozenset()


def test_only_people_may_be_any_people() -> None:
    topic = compiled(claim(unit="people"), claim("homes", unit="homes"))

    assert topic.claims[0].generic
    assert not topic.claims[1].generic


def test_terms_on_both_sides_of_a_figure_are_terms_of_several_words() -> None:
    topic = compiled(claim(event=("let out", "let")))
    at = scene_of("Guards let 120 inmates out.", "120", topic)
    scene: SentenceScene = at.scene

    assert {topic.index.text(each) for each in scene.around(at.phrase.at, at.own)} == {"let out"}


def test_a_figure_is_dated_as_its_article_says() -> None:
    at = scene_of("In 2019 some 73 inmates escaped.", "some 73", compiled(ESCAPED))

    assert at.mention.as_of < date(2020, 1, 1) < at.printed


def test_every_cue_that_is_weighed_is_one_that_can_be_named() -> None:
    """A weight for a cue that no text can have is a slip of the recipe that wrote it."""
    groups = {name.partition(":")[0] for name in WEIGHTS}

    assert groups <= {
        *("around", "article", "background", "chain", "claim", "event", "exclude", "fit", "hedge", "increment"),
        *("manner", "measure", "where"),
        *("not_place", "noun", "only", "part", "place", "print", "record", "require", "rival", "size", "small"),
        *("again", "sentence", "speaker", "stranger", "text", "time", "total"),
        *("beside", "elsewhere", "second look"),
    }
