"""What posts say of ceilings, withdrawals and wrong readings, and the cards beside them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ledger import Rule
from bot.model import (
    Alert,
    Amendment,
    CardView,
    ClaimFigures,
    Hedge,
    Kind,
    Modality,
    Notice,
    Paused,
    Place,
    PostView,
    SourceFigure,
    TopicFigures,
)
from bot.views import as_text, message_view, post_view
from bot.views.figures import BOARD_CLAIMS, LINES, board_view, figures_page
from bot.views.notices import paused_notice, refused_notice, resumed_notice
from bot.views.wording import ahead, clean, visible
from tests.newsroom import CEILING, DEAD, ESCAPED, HOMES, NOW, TOPIC, TOPICS, alert, post, statement

DESK = Place(platform="chat", server="paper", channel="desk")


def lines(*alerts: Alert, rejected: Sequence[str] = ()) -> list[str]:
    """Return a post as lines of text."""
    return as_text(post_view(post(*alerts), TOPICS, NOW, rejected)).splitlines()


def a_conflict() -> Alert:
    """Return the guards' figure against the ministry's."""
    new = statement("at least 1,500", 1500, Hedge.AT_LEAST, claim=ESCAPED, source="guards")
    return alert(Kind.CONFLICT, new, statement("around 120", 120, Hedge.ABOUT, claim=ESCAPED, source="ministry"))


def test_an_update_shows_the_ceiling_as_printed_and_by_whom() -> None:
    cap = statement(
        "up to 7,000", 7000, Hedge.UP_TO, claim=CEILING, source="ministry", modality=Modality.PLANNED_CEILING
    )
    update = replace(alert(Kind.UPDATE, statement("4,583", 4583), statement("2,250", 2250)), ceiling=(cap,))
    assert "   ceiling: up to 7,000 (Northland government)" in lines(update)
    assert not any("ceiling" in line for line in lines(replace(update, kind=Kind.CONFLICT)))


def test_a_withdrawal_counts_who_still_prints_the_figure() -> None:
    gone = alert(Kind.WITHDRAWN, statement("4,460", 4460, modality=Modality.DENIED), rule=Rule.WITHDRAWN)
    assert "   still printing 4,460: 6 outlets" in lines(replace(gone, still_printing=tuple("abcdef")))
    assert not any("still printing" in line for line in lines(gone))


def test_a_conflict_headline_gives_no_number_twice() -> None:
    new = statement("300", 300)
    rivals = [
        statement("120", 120, source="ministry"),
        statement("about 120", 120, Hedge.ABOUT, source="guards"),
        statement("90", 90, source=None),
    ]
    assert lines(alert(Kind.CONFLICT, new, *rivals))[0] == "🔴 CONFLICT Storm dead: 300 v 120, 90"


def test_a_rejected_reading_is_struck_through_and_says_so_first() -> None:
    wrong, right = a_conflict(), alert(Kind.REVISION, statement("9", 9), statement("7", 7))
    view = post_view(post(wrong, right), TOPICS, NOW, {wrong.id})
    assert [bool(each.struck) for each in view.alerts] == [True, False]
    assert view.preview == "⚫ WRONG READING Harbour prison escapees: at least 1,500 v around 120 +1 more"
    text = lines(wrong, rejected=[wrong.id])
    assert text[0] == "✖ Wrong reading: rejected by a person. The figure no longer counts."
    assert text[1].startswith("struck: 🔴 CONFLICT ")
    assert [button.words for button in view.buttons][-1] == f"restore {wrong.id}"


def test_a_rejected_first_figure_is_struck_through_alone() -> None:
    firsts = [
        alert(Kind.FIRST, statement(str(n), n, claim=claim)) for n, claim in enumerate((DEAD, HOMES, ESCAPED), start=3)
    ]
    view = post_view(post(*firsts), TOPICS, NOW, {firsts[0].id})
    assert [bool(each.struck) for each in view.alerts] == [True, False]
    assert view.alerts[1].headline == "2 claims without an earlier figure on record"


def test_an_amended_post_is_the_post_as_it_stands_now() -> None:
    wrong = a_conflict()
    amended = Amendment(key="k", post=post(wrong), message="m1")
    view = message_view(amended, TOPICS, {wrong.id}, NOW)
    assert isinstance(view, PostView)
    assert view.alerts[0].struck


def test_a_post_of_notes_alone_says_that_it_only_informs() -> None:
    note = alert(Kind.NOTE, statement("9", 9), statement("8", 8))
    assert post_view(post(note), TOPICS, NOW).note
    assert not post_view(post(note, a_conflict()), TOPICS, NOW).note


def test_a_post_has_the_four_buttons() -> None:
    view = post_view(post(a_conflict()), TOPICS, NOW)
    assert [(button.label, button.words.partition(" ")[0], button.desk) for button in view.buttons] == [
        ("Why?", "why", False),
        ("History", "history", False),
        ("Mute 24 h", "mute", True),
        ("Wrong reading", "reject", True),
    ]


def standing(claims: int, sources: int = 2, *, disputed: bool = True) -> TopicFigures:
    """Return claims on which sources disagree."""
    return TopicFigures(
        topic=TOPIC,
        claims=tuple(
            ClaimFigures(
                claim=replace(DEAD, id=f"c{n}", title=f"Claim {n}"),
                disputed=disputed,
                figures=tuple(
                    SourceFigure(statement=statement(str(s), s, source=f"other:s{s}"), outlets=("Herald",))
                    for s in range(sources)
                ),
            )
            for n in range(claims)
        ),
        unanswered=0,
    )


def test_a_board_shows_the_disputed_claims_and_counts_the_rest() -> None:
    view = board_view(standing(BOARD_CLAIMS + 3), NOW)
    assert len(view.sections) == BOARD_CLAIMS
    assert view.note[0].text.startswith(f"{BOARD_CLAIMS + 3} claims disputed. +3 in figures. ")
    assert [span.when for span in view.note] == [None, NOW, None]
    calm = board_view(standing(2, disputed=False), NOW)
    assert calm.sections == ()
    assert calm.note[0].text.startswith("Nothing is disputed at the moment.")


def test_a_claim_with_many_sources_shows_the_first_and_counts_the_rest() -> None:
    view = figures_page([standing(1, LINES + 4)], 1, "figures x", NOW)
    assert len(view.sections[0].lines) == LINES + 1
    assert view.sections[0].lines[-1][0].text.startswith("+4 more")


def test_operators_are_told_where_posts_do_not_arrive_and_when_they_do_again() -> None:
    paused = Paused(place=DESK, reason="Missing Access", since=NOW - timedelta(hours=3), next_look=NOW)
    operators = Place(platform="chat", channel="ops")
    notices = [
        words(operators, NOW)
        for words in (
            paused_notice(paused),
            resumed_notice(paused, NOW),
            refused_notice(post(a_conflict()), "Too long."),
        )
    ]
    assert [notice.title for notice in notices] == [
        "No posts reach chat channel desk of server paper",
        "Posts reach chat channel desk of server paper again",
        "A post for console channel desk was refused for good",
    ]
    assert notices[0].lines[0] == "Missing Access"
    assert "3 h ago" in notices[1].lines[0]
    assert {notice.place for notice in notices} == {operators}
    assert all(len(notice.key) <= 25 for notice in notices)
    assert len({notice.key for notice in notices}) == 3


def test_a_notice_is_a_card_and_nothing_in_it_hides() -> None:
    notice = Notice(
        key="k", platform="chat", channel="ops", title="A \u202efeed", lines=("No\x1b[2J answer.",), made=NOW
    )
    view = message_view(notice, TOPICS, (), NOW)
    assert isinstance(view, CardView)
    assert as_text(view) == "A feed\n   No[2J answer."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "in a moment"),
        (59, "in a moment"),
        (90, "in 2 min"),
        (3600, "in 60 min"),
        (86400, "in 24 h"),
        (604800, "in 7 days"),
    ],
)
def test_what_is_to_come_is_told_in_the_largest_unit_that_fits(seconds: int, said: str) -> None:
    assert ahead(NOW + timedelta(seconds=seconds), NOW) == said


def test_a_typed_address_may_be_repeated_to_who_typed_it_and_a_printed_one_may_not() -> None:
    assert visible("at https://a.example/x\u200b") == "at https://a.example/x"
    assert clean("at https://a.example/x") == "at [link]"
