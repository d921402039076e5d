"""A table of scenes a rule: the last line's verdict is the promise."""

from collections.abc import Sequence

import pytest

from bot.ledger import Rule, standing
from bot.model import Claim, Entry, Kind, Series
from tests.bot.ledger.scenes import a_claim, kinds, play

ONE_OFF, CUMULATIVE, STOCK, CEILING = Series.ONE_OFF, Series.CUMULATIVE, Series.STOCK, Series.CEILING
WORDINGS = ("over 150", "about 150", "150", "150", "150")
Scene = tuple[str, ...]


def verdict(series: Series, scene: Scene) -> tuple[Kind, str, str]:
    """Play the scene and return what came of its last line."""
    last = play(a_claim(series), *scene)[-1].verdict
    return last.kind, last.rule, last.detail


@pytest.mark.parametrize(
    ("series", "line", "rule"),
    [
        (CUMULATIVE, "2 ministry 120 [denied]", Rule.DENIED),
        (CUMULATIVE, "2 ministry 120 [background]", Rule.BACKGROUND),
        (CUMULATIVE, "2 ministry 120 [planned]", Rule.PLANNED),
        (ONE_OFF, "2 ministry dozens [background]", Rule.BACKGROUND),
    ],
)
def test_rule_1_keeps_background_out_of_the_comparison(series: Series, line: str, rule: Rule) -> None:
    entries = play(a_claim(series), line, "3 mayor 90")
    assert entries[0].verdict.kind is Kind.BACKGROUND
    assert entries[0].verdict.rule == rule
    assert entries[1].verdict.kind is Kind.FIRST


def test_rule_1_lets_a_plan_answer_a_claim_about_a_ceiling() -> None:
    assert verdict(CEILING, ("1 ministry up to 7,000 [planned]",))[0] is Kind.FIRST


def test_rule_1_leaves_out_what_comes_before_the_claim_begins() -> None:
    claim = a_claim(CUMULATIVE, since=play(a_claim(), "5 mayor 1")[0].statement.as_of)
    assert kinds(play(claim, "4 mayor 3", "5 mayor 2")) == ["background", "first"]


@pytest.mark.parametrize(
    ("series", "scene", "kind"),
    [
        (CUMULATIVE, ("1 mayor dozens",), Kind.FIRST),
        (ONE_OFF, ("1 :Herald hundreds",), Kind.FIRST),
        (STOCK, ("1 mayor dozens",), Kind.VAGUE),
        (CEILING, ("1 mayor thousands [planned]",), Kind.VAGUE),
        (CUMULATIVE, ("1 mayor dozens", "2 ministry hundreds"), Kind.VAGUE),
        (CUMULATIVE, ("1 mayor 30", "2 ministry hundreds"), Kind.VAGUE),
    ],
)
def test_rule_2_a_vague_word_is_news_only_as_the_first_word_of_an_event(
    series: Series, scene: Scene, kind: Kind
) -> None:
    assert verdict(series, scene)[0] is kind


@pytest.mark.parametrize(
    "scene",
    [
        ("1 mayor 30",),
        ("1 mayor dozens", "2 mayor 30"),
        ("1 mayor 12 [background]", "1 :Herald 30"),
    ],
)
def test_rule_3_the_first_number_is_a_first(scene: Scene) -> None:
    assert verdict(CUMULATIVE, scene) == (Kind.FIRST, Rule.FIRST, "")


@pytest.mark.parametrize(
    "scene",
    [
        # Three counts by one ministry within a day, though each interval meets the next.
        ("1 ministry at least 24", "1 ministry at least 29", "1 ministry at least 36"),
        ("1 ministry at least 24", "1 ministry at least 29"),
        ("1 ministry 150", "2 mayor 180"),
        ("1 ministry 180", "2 mayor 182"),
        # An outlet's own voice never blocks an update.
        ("1 ministry 150", "2 :Herald 500", "2 ministry 180"),
        # Where nobody is named, an outlet's own voice is all there is to exceed.
        ("1 :Herald 6", "2 :Post 13"),
        ("1 ministry 150", "3@2 ministry 180"),
        ("1 ministry 80 to 150", "2 mayor about 400"),
    ],
)
def test_rule_4_a_running_count_that_exceeds_everyone_is_an_update(scene: Scene) -> None:
    assert verdict(CUMULATIVE, scene)[:2] == (Kind.UPDATE, Rule.GROWN)


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        # Less than one percent above.
        (("1 ministry 114", "2 mayor 115"), Kind.CONFLICT),
        # On the same day as another named source.
        (("1 ministry 150", "1 mayor 300"), Kind.CONFLICT),
        # Above its own figure, and not above another's.
        (("1 ministry 150", "1 mayor 100", "2 mayor 120"), Kind.CONFLICT),
        # Not above its own figure, which may be nought.
        (("1 mayor 0", "2 mayor 0"), Kind.REPEAT),
        # Of the same day as its own figure, and printed before it.
        (("4@1 mayor 36", "3@1 mayor 40"), Kind.REVISION),
        # An upper bound does not say that anything has risen.
        (("1 ministry 150", "2 mayor up to 200"), Kind.NOTE),
    ],
)
def test_rule_4_asks_for_more_than_everyone_on_a_later_day(scene: Scene, kind: Kind) -> None:
    assert verdict(CUMULATIVE, scene)[0] is kind


def test_rule_4_is_for_running_counts_that_are_not_closed() -> None:
    closing_day = play(a_claim(), "3 mayor 1")[0].statement.as_of
    scene = ("1 ministry 150", "4 mayor 180")
    assert kinds(play(a_claim(CUMULATIVE, closed=closing_day), *scene))[-1] == "conflict"
    assert kinds(play(a_claim(ONE_OFF), *scene))[-1] == "conflict"
    assert kinds(play(a_claim(CUMULATIVE, closed=closing_day), "1 ministry 150", "3 mayor 180"))[-1] == "update"


@pytest.mark.parametrize(
    ("series", "scene", "wanted"),
    [
        (ONE_OFF, ("1 mayor 120", "2 mayor about 120"), (Kind.REPEAT, Rule.REPEATED, "")),
        (ONE_OFF, ("1 mayor over 100", "2 mayor 120"), (Kind.REPEAT, Rule.REPEATED, "")),
        (STOCK, ("3@3 mayor 120", "4@2 mayor 150"), (Kind.STALE, Rule.OLDER, "")),
        (ONE_OFF, ("1 mayor 120", "1 guards 1,500", "2 mayor 1,500"), (Kind.NOTE, Rule.CATCHING_UP, "catching up")),
        (STOCK, ("1 union 40", "2 union 36", "3 union 40"), (Kind.STALE, Rule.EARLIER, "")),
        (STOCK, ("1 union 40", "2 union 36", "4@3 union 40"), (Kind.REINSTATED, Rule.RETURNED, "")),
        (CUMULATIVE, ("1 mayor 93", "1 :Herald 150", "1 mayor 115"), (Kind.UPDATE, Rule.GROWN, "")),
        (CUMULATIVE, ("1 mayor 93", "1 ministry 150", "1 mayor 115"), (Kind.CONFLICT, Rule.BEHIND, "behind")),
        (STOCK, ("1 mayor 850", "2 mayor 388"), (Kind.UPDATE, Rule.MOVED, "")),
        (STOCK, ("1 mayor 51", "1 mayor 205"), (Kind.REVISION, Rule.REVISED, "second figure")),
        (ONE_OFF, ("1 mayor 120", "2 mayor 200"), (Kind.REVISION, Rule.REVISED, "second figure")),
        (ONE_OFF, ("2@1 mayor 120", "4@3 mayor 137"), (Kind.REVISION, Rule.REVISED, "now says")),
        (ONE_OFF, ("2@1 mayor 120", "4 mayor 137"), (Kind.REVISION, Rule.REVISED, "second figure")),
        (CUMULATIVE, ("1 mayor 115", "2 mayor 97"), (Kind.REVISION, Rule.REVISED, "lower")),
    ],
)
def test_rule_5_a_source_against_its_own_standing_figure(
    series: Series, scene: Scene, wanted: tuple[Kind, str, str]
) -> None:
    assert verdict(series, scene) == wanted


@pytest.mark.parametrize(
    ("series", "scene", "wanted"),
    [
        (ONE_OFF, ("1 mayor 120", "1 :Herald 120"), (Kind.CORROBORATION, Rule.CORROBORATED, "")),
        (ONE_OFF, ("1 mayor 120", "1 ministry 120"), (Kind.CORROBORATION, Rule.CORROBORATED, "")),
        (STOCK, ("1 camp over 24,000", "2 :Herald over 25,000"), (Kind.NOTE, Rule.NEW_NUMBER, "new number")),
        (ONE_OFF, ("1 mayor 120", "1 guards 1,500", "2 union 1,500"), (Kind.NOTE, Rule.JOINED, "joins a side")),
        (ONE_OFF, ("1 mayor 120", "1 guards 1,500", "2 :Post 1,500"), (Kind.CORROBORATION, Rule.CORROBORATED, "")),
        (CUMULATIVE, ("1 mayor 53", "2 mayor 93", "3 :Post 53"), (Kind.STALE, Rule.SUPERSEDED, "")),
        (STOCK, ("1 mayor 385", "8 :Post 66"), (Kind.UPDATE, Rule.WEEK_OLD, "")),
        (STOCK, ("1 mayor 385", "7 :Post 66"), (Kind.CONFLICT, Rule.CONTRADICTED, "")),
        (STOCK, ("1 mayor 385", "6 mayor 385", "8 :Post 66"), (Kind.CONFLICT, Rule.CONTRADICTED, "")),
        (ONE_OFF, ("1 mayor 120", "9 guards at least 1,500"), (Kind.CONFLICT, Rule.CONTRADICTED, "")),
        (CEILING, ("1 us up to 7,000", "1 court 7,000"), (Kind.CORROBORATION, Rule.CORROBORATED, "")),
        (CEILING, ("1 us up to 7,000", "1 court 6,000"), (Kind.CONFLICT, Rule.CONTRADICTED, "")),
    ],
)
def test_rule_6_a_source_new_to_the_claim(series: Series, scene: Scene, wanted: tuple[Kind, str, str]) -> None:
    assert verdict(series, scene) == wanted


def test_two_offices_of_one_government_that_each_repeat_their_own_are_news_once() -> None:
    days = ("2@2 government 97", "3@3 government 120", "4@4 government 97", "5@5 government 120")
    entries = play(a_claim(ONE_OFF), "1 government 97", "1 government 120", *days)
    assert kinds(entries) == ["first", "revision", "reinstated", "note", "note", "note"]
    assert {entry.verdict.rule for entry in entries[3:]} == {Rule.ALTERNATING}


def test_a_running_count_that_goes_to_and_fro_is_news_only_upwards() -> None:
    days = ("2@2 government 97", "3@3 government 120", "4@4 government 97")
    entries = play(a_claim(CUMULATIVE), "1 government 97", "1 government 120", *days)
    assert kinds(entries) == ["first", "update", "reinstated", "update", "note"]


def test_a_stock_may_go_to_and_fro() -> None:
    scene = ("1 camp 97", "2@2 camp 120", "3@3 camp 97", "4@4 camp 120")
    assert kinds(play(a_claim(STOCK), *scene)) == ["first", "update", "reinstated", "reinstated"]


def test_a_source_back_at_one_of_many_figures_has_not_gone_to_and_fro() -> None:
    scene = ("1 mayor 97", "2@2 mayor 120", "3@3 mayor 150", "4@4 mayor 97")
    assert kinds(play(a_claim(ONE_OFF), *scene))[-1] == "reinstated"


def test_either_of_two_figures_that_a_source_gives_for_one_day_is_company() -> None:
    scene = ("1 government 120", "+ 1 government 200", "2 :Herald 120")
    assert kinds(play(a_claim(ONE_OFF), *scene)) == ["first", "revision", "corroboration"]


def test_five_outlets_that_relay_one_source_are_one_source() -> None:
    scene = [f"1 us/{outlet} {words}" for outlet, words in zip("ABCDE", WORDINGS, strict=True)]
    assert kinds(play(a_claim(), *scene)) == ["first", *["repeat"] * 4]


def test_each_outlet_speaks_for_itself_in_its_own_voice() -> None:
    entries = play(a_claim(ONE_OFF), "1 :Herald 120", "1 :Post 300", "1 :Herald 120")
    assert kinds(entries) == ["first", "conflict", "repeat"]


@pytest.mark.parametrize("claim", [a_claim(ONE_OFF, compare=False), a_claim(ONE_OFF, sink=True)])
def test_a_claim_that_is_never_compared_is_recorded_in_silence(claim: Claim) -> None:
    entries = play(claim, "1 mayor 120", "1 guards 1,500", "2 mayor 300")
    assert kinds(entries) == ["background"] * 3
    assert {entry.verdict.rule for entry in entries} == {Rule.UNJUDGED}


def test_a_figure_relayed_late_does_not_make_its_sources_next_figure_old() -> None:
    """The ministry's 137 is dated the 6th; that an outlet still prints its 120 on the 7th changes nothing."""
    claim = a_claim(ONE_OFF)
    entries = play(claim, "2@1 ministry 120", "7 ministry 120", "8@6 ministry 137")
    assert kinds(entries) == ["first", "repeat", "revision"]
    assert standing(entries, claim)["ministry"].figure.surface == "137"


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        (("1 ministry 820", "+ 1 ministry 296"), Kind.STALE),
        (("1 :Herald 820", "+ 1 :Herald 4,000"), Kind.UPDATE),
        (("1 :Herald 820", "+ 1 :Herald 296"), Kind.STALE),
        (("1 ministry 820", "2 ministry 296"), Kind.REVISION),
    ],
)
def test_an_article_that_prints_a_smaller_count_beside_a_larger_one_revises_nothing(scene: Scene, kind: Kind) -> None:
    assert verdict(CUMULATIVE, scene)[0] is kind


def test_what_a_verdict_was_compared_with_comes_own_figure_first_then_named_sources_nearest_first() -> None:
    entries = play(
        a_claim(ONE_OFF),
        "1 ministry 120",
        "1 guards 1,500",
        "1 union 300",
        "1 :Herald 210",
        "2 ministry 200",
    )
    assert compared(entries) == ["120", "300", "1,500", "210"]


def test_a_stock_that_nobody_counted_for_a_week_was_the_latest_count() -> None:
    entries = play(a_claim(STOCK), "1 ministry 500", "3 mayor 300", "12 guards 400")
    assert compared(entries) == ["300", "500"]


def compared(entries: Sequence[Entry]) -> list[str]:
    """Return the figures that the last entry was compared with, in order."""
    by_id = {entry.statement.id: entry.statement.figure.surface for entry in entries}
    return [by_id[statement] for statement in entries[-1].verdict.against]
