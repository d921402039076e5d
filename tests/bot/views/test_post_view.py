"""What a post says."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import Rule
from bot.model import Alert, Field, Hedge, Kind, Modality
from bot.views import as_text, flat, post_view
from tests.newsroom import CEILING, DEAD, ESCAPED, HOMES, MISSING, NOW, TOPICS, alert, post, statement


def said(*alerts: Alert, **changes: Any) -> str:
    return as_text(post_view(replace(post(*alerts), **changes), TOPICS, NOW))


def blocks(*alerts: Alert) -> list[str]:
    """Return the lines above the footer."""
    return said(*alerts).partition("\nCoast Herald↗")[0].splitlines()


def test_a_first_figure_says_who_and_that_nothing_is_on_record() -> None:
    new = statement("more than 24,000", 24000, Hedge.OVER, said_by="the NDA")
    assert blocks(alert(Kind.FIRST, new)) == [
        "🔵 FIRST Storm dead: more than 24,000 people, says the NDA",
        "   more than 24,000 (NDA)",
        "   No earlier figure on record.",
        "   > “Rescuers counted more than 24,000 people by noon.”",
    ]


def test_a_conflict_sets_the_new_figure_against_every_standing_one_with_hedges_as_printed() -> None:
    new = statement("at least 1,500", 1500, Hedge.AT_LEAST, claim=ESCAPED, source="guards", said_by="union media")
    ministry = statement(
        "around 120", 120, Hedge.ABOUT, claim=ESCAPED, source="ministry", said_by="Northland's interior ministry"
    )
    accusing = statement(
        "some 200",
        200,
        Hedge.ABOUT,
        claim=ESCAPED,
        source="ministry",
        modality=Modality.ACCUSED,
        quote="The ministry accused the NDA of letting {} inmates go.",
    )
    assert blocks(alert(Kind.CONFLICT, new, ministry, accusing)) == [
        "🔴 CONFLICT Harbour prison escapees: at least 1,500 v around 120, some 200",
        "   at least 1,500 (union media)",
        "   around 120 (Northland's interior ministry)",
        "   some 200 (Northland government, accusing the NDA)",
        "   > “Rescuers counted at least 1,500 people by noon.”",
    ]


def test_a_revision_shows_what_it_was_whom_it_stands_against_and_both_quotes() -> None:
    new = statement("137", 137, source="ministry", as_of=date(2026, 1, 21))
    old = statement("120", 120, source="ministry", as_of=date(2026, 1, 20), quote="Only {} were found dead.")
    other = statement("at least 1,500", 1500, Hedge.AT_LEAST, source="guards")
    assert blocks(alert(Kind.REVISION, new, old, other, detail="now says")) == [
        "🟠 REVISED Storm dead: 137, was 120 (Northland government)",
        "   137 (Northland government now says, 21 Jan)",
        "   was 120 (same source, 20 Jan)",
        "   against: at least 1,500 (Prison guards and unions)",
        "   > “Rescuers counted 137 people by noon.”",
        "   > earlier: “Only 120 were found dead.”",
    ]


def test_an_undated_second_figure_of_a_source_is_never_called_a_revision() -> None:
    new = statement("some 200", 200, Hedge.ABOUT)
    old = statement("around 120", 120, Hedge.ABOUT)
    text = said(alert(Kind.REVISION, new, old, detail="second figure"))
    assert text.startswith("🟠 SECOND FIGURE Storm dead: some 200, also around 120 (National Disaster Agency)\n")
    assert "revis" not in text.lower()
    assert "now says" not in text


def test_an_update_shows_the_day_it_was_and_the_exact_rise() -> None:
    new = statement("4,583", 4583, as_of=date(2026, 2, 9))
    old = statement("2,250", 2250, as_of=date(2026, 2, 6))
    assert blocks(alert(Kind.UPDATE, new, old)) == [
        "🟢 UP Storm dead: 4,583, was 2,250 on 6 Feb (National Disaster Agency)",
        "   4,583 (National Disaster Agency, 9 Feb)",
        "   was 2,250 (same source, 6 Feb; +2,333)",
        "   > “Rescuers counted 4,583 people by noon.”",
    ]


def test_the_difference_of_hedged_figures_is_not_stated() -> None:
    text = said(alert(Kind.UPDATE, statement("about 500", 500, Hedge.ABOUT), statement("400", 400)))
    assert "was 400 (same source)" in text
    assert "+100" not in text


@pytest.mark.parametrize(("value", "word"), [(300, "DOWN"), (500, "UP")])
def test_an_update_says_which_way_it_went(value: int, word: str) -> None:
    update = alert(Kind.UPDATE, statement(str(value), value, claim=MISSING), statement("400", 400, claim=MISSING))
    assert said(update).startswith(f"🟢 {word} Missing: {value}, was 400")


def test_a_reinstated_figure_says_that_it_is_back() -> None:
    new = statement("120", 120, as_of=date(2026, 1, 22))
    text = said(alert(Kind.REINSTATED, new, statement("137", 137, as_of=date(2026, 1, 21))))
    assert text.startswith("🟤 REINSTATED Storm dead: 120 again, was 137 (National Disaster Agency)\n")
    assert "   120 (National Disaster Agency says again, 22 Jan)\n   was 137 (same source, 21 Jan)\n" in text


def test_a_figure_once_taken_back_is_not_told_as_another_one() -> None:
    denial = statement("120", 120, modality=Modality.DENIED)
    text = said(alert(Kind.REINSTATED, statement("120", 120), denial, rule=Rule.STANDS_AGAIN))
    assert text.startswith("🟤 REINSTATED Storm dead: 120 again, once taken back (National Disaster Agency)\n")
    assert "was 120" not in text


def test_a_figure_that_its_source_takes_back_says_what_stands_again_and_what_others_have() -> None:
    denial = statement("4,460", 4460, said_by="the disaster agency", modality=Modality.DENIED)
    fallback = statement("2,357", 2357, as_of=date(2026, 1, 19))
    other = statement("3,000", 3000, source="guards")
    taken_back = alert(Kind.WITHDRAWN, denial, fallback, other, rule=Rule.WITHDRAWN, detail="stands again")
    assert blocks(taken_back) == [
        "🟣 WITHDRAWN Storm dead: 4,460 (disaster agency); 2,357 stands again",
        "   4,460 (disaster agency takes it back)",
        "   stands again: 2,357 (National Disaster Agency, 19 Jan)",
        "   on record: 3,000 (Prison guards and unions)",
        "   > “Rescuers counted 4,460 people by noon.”",
    ]


def test_a_figure_that_an_outlet_drops_is_not_said_to_be_taken_back_by_its_source() -> None:
    gone = statement("4,460", 4460)
    text = said(alert(Kind.WITHDRAWN, gone, rule=Rule.DROPPED))
    assert text.startswith("🟣 WITHDRAWN Storm dead: 4,460 (National Disaster Agency), dropped by Coast Herald\n")
    assert "takes it back" not in text


def test_a_count_that_rose_but_lies_behind_another_shows_both() -> None:
    behind = alert(
        Kind.CONFLICT,
        statement("300", 300),
        statement("200", 200, as_of=date(2026, 1, 20)),
        statement("500", 500, source="guards"),
        detail="behind",
    )
    assert blocks(behind)[:4] == [
        "🔴 CONFLICT Storm dead: 300 v 500",
        "   300 (National Disaster Agency)",
        "   was 200 (same source, 20 Jan)",
        "   500 (Prison guards and unions)",
    ]


def test_a_lower_figure_is_not_told_as_later_when_nobody_dated_it() -> None:
    text = said(alert(Kind.REVISION, statement("110", 110), statement("120", 120), detail="lower"))
    assert text.startswith("🟠 LOWER FIGURE Storm dead: 110, lower than 120 (National Disaster Agency)\n")
    assert "   before: 120 (same source)\n" in text
    assert "was 120" not in text


def test_a_source_that_catches_up_shows_whom_it_meets_and_what_it_said_before() -> None:
    note = alert(
        Kind.NOTE,
        statement("500", 500),
        statement("500", 500, source="guards"),
        statement("200", 200),
        detail="catching up",
    )
    assert blocks(note)[:4] == [
        "⚪ NOTE Storm dead: 500, says National Disaster Agency",
        "   500 (National Disaster Agency, catching up)",
        "   on record: 500 (Prison guards and unions)",
        "   was 200 (same source)",
    ]


def test_what_the_same_article_says_beside_is_told_as_that() -> None:
    new = statement("300", 300)
    beside = replace(statement("250", 250, source="guards"), article=new.article)
    assert blocks(alert(Kind.FIRST, new, beside))[1:4] == [
        "   300 (National Disaster Agency)",
        "   same article: 250 (Prison guards and unions)",
        "   No earlier figure on record.",
    ]
    clash = alert(Kind.CONFLICT, new, statement("9", 9, source="ministry"), beside)
    assert blocks(clash)[0] == "🔴 CONFLICT Storm dead: 300 v 9"


def test_one_number_under_two_claims_is_told_as_a_possible_slip() -> None:
    new = statement("4,460", 4460)
    other = statement("4,460", 4460, claim=HOMES, as_of=date(2026, 1, 21))
    assert blocks(alert(Kind.NOTE, new, other, rule=Rule.COLLIDED, detail="same number under Homes destroyed"))[:4] == [
        "⚪ NOTE Storm dead: 4,460, the same number as Homes destroyed",
        "   4,460 (National Disaster Agency)",
        "   Homes destroyed: 4,460 (National Disaster Agency, 21 Jan)",
        "   One of the two may be a slip.",
    ]


def test_a_part_above_its_whole_is_told_with_both_counts() -> None:
    new = statement("61", 61)
    whole = statement("40", 40, claim=HOMES, as_of=date(2026, 1, 21))
    assert blocks(alert(Kind.NOTE, new, whole, rule=Rule.EXCEEDED, detail="more than its whole: Homes destroyed"))[
        :4
    ] == [
        "⚪ NOTE Storm dead: 61, more than its whole Homes destroyed",
        "   61 (National Disaster Agency)",
        "   Homes destroyed: 40 (National Disaster Agency, 21 Jan)",
        "   One of the two is old, or a slip.",
    ]


def test_a_note_shows_what_is_on_record() -> None:
    new = statement("over 25,000", 25000, Hedge.OVER, source=None, outlet="The Bay")
    text = said(alert(Kind.NOTE, new, statement("more than 24,000", 24000, Hedge.OVER)))
    assert text.startswith("⚪ NOTE Storm dead: over 25,000, no source named (The Bay)\n")
    assert "   on record: more than 24,000 (National Disaster Agency)\n" in text


def test_the_outlets_own_voice_is_spelled_out() -> None:
    new = statement("27", 27, source=None, outlet="The Bay", as_of=date(2026, 1, 20))
    assert "   27, no source named (The Bay, 20 Jan)\n" in said(
        alert(Kind.CONFLICT, new, statement("12", 12, source="guards"))
    )


@pytest.mark.parametrize(
    ("source", "said_by", "shown"),
    [
        ("ministry", "a spokesman for Northland's interior ministry", "Northland's interior ministry"),
        ("ministry", "Ana Berg", "Ana Berg, Northland government"),
        ("ministry", "he", "Northland government"),
        ("agency", "the NDA's chief", "NDA"),
        ("other:a harbour pilot", "a harbour pilot", "a harbour pilot"),
        ("no-longer-listed", "someone", "no-longer-listed"),
    ],
    ids=str,
)
def test_a_source_is_named_as_printed_where_that_tells_who_it_is(source: str, said_by: str, shown: str) -> None:
    new = statement("27", 27, source=source, said_by=said_by)
    assert f"   27 ({shown})\n" in said(alert(Kind.CONFLICT, new, statement("12", 12, source="guards")))


@pytest.mark.parametrize(
    ("said_by", "headline"),
    [
        ("union media", "say union media"),
        ("the guards' union", "says the guards' union"),
        ("guards", "say Prison guards and unions"),
    ],
)
def test_the_verb_fits_its_speaker(said_by: str, headline: str) -> None:
    assert f"27 people, {headline}\n" in said(alert(Kind.FIRST, statement("27", 27, source="guards", said_by=said_by)))


def test_a_relayed_figure_names_the_relay_and_counts_both_outlets() -> None:
    text = said(alert(Kind.CONFLICT, statement("27", 27, via="Wire One"), statement("12", 12, source="guards")))
    assert "   27 (National Disaster Agency, via Wire One)\n" in text
    assert " · 1 origin, 2 outlets · " in text


@pytest.mark.parametrize(
    ("surface", "quote", "field", "shown"),
    [
        ("Around 120", "{} people died.", Field.TEXT, "around 120"),
        ("ABOUT 120", "Officials say {} died.", Field.TEXT, "ABOUT 120"),
        ("More Than 120", "Toll: {}", Field.TITLE, "more than 120"),
        ("3K", "{} homes", Field.TEXT, "3K"),
    ],
)
def test_a_capital_that_only_its_place_gave_a_hedge_becomes_small(
    surface: str, quote: str, field: Field, shown: str
) -> None:
    new = statement(surface, 120, Hedge.ABOUT, quote=quote, field=field)
    assert said(alert(Kind.CONFLICT, new, statement("12", 12, source="guards"))).startswith(
        f"🔴 CONFLICT Storm dead: {shown} v 12\n"
    )


def test_at_most_four_standing_figures_are_listed_and_the_rest_counted() -> None:
    others = [statement(str(n), n, source=f"other:witness {n}") for n in range(1, 8)]
    lines = blocks(alert(Kind.CONFLICT, statement("500", 500), *others))
    assert lines[0] == "🔴 CONFLICT Storm dead: 500 v 1, 2, 3, +4"
    assert lines[2:7] == [*(f"   {n} (witness {n})" for n in range(1, 5)), "   +3 in figures"]


def test_a_unit_is_not_said_twice() -> None:
    new = statement("27 homes", 27, claim=HOMES)
    assert "Homes destroyed: 27 homes, says" in said(alert(Kind.FIRST, new))


def test_a_planned_figure_says_so_except_where_the_claim_asks_for_plans() -> None:
    planned = statement("up to 700", 700, Hedge.UP_TO, modality=Modality.PLANNED_CEILING)
    assert "   up to 700 (National Disaster Agency, planned)\n" in said(alert(Kind.NOTE, planned))
    ceiling = statement("up to 700", 700, Hedge.UP_TO, modality=Modality.PLANNED_CEILING, claim=CEILING)
    assert "planned)" not in said(alert(Kind.NOTE, ceiling))


def test_several_first_figures_make_one_compact_block_and_the_key_claim_leads() -> None:
    firsts = [
        alert(Kind.FIRST, statement("240", 240, claim=HOMES)),
        alert(Kind.FIRST, statement("31", 31, claim=DEAD, as_of=date(2026, 1, 21))),
        alert(Kind.FIRST, statement("9", 9, claim=MISSING, source=None, quote="Nobody knows where {} are.")),
        alert(Kind.FIRST, statement("4", 4, claim=ESCAPED, source=None, quote="Only {} got out.")),
        alert(Kind.FIRST, statement("7", 7, claim=CEILING, source=None, quote="There will be {} beds.")),
    ]
    view = post_view(post(*firsts), TOPICS, NOW)
    assert [block.headline for block in view.alerts] == ["5 claims without an earlier figure on record"]
    assert [flat(line) for line in view.alerts[0].lines] == [
        "Storm dead: 31 (National Disaster Agency, 21 Jan)",
        "Homes destroyed: 240 (National Disaster Agency)",
        "Missing: 9, no source named (Coast Herald)",
        "Harbour prison escapees: 4, no source named (Coast Herald)",
        "Beds planned: 7, no source named (Coast Herald)",
    ]
    assert len(view.alerts[0].quotes) == 3
    assert view.preview == "🔵 FIRST Storm dead: 31 people, says National Disaster Agency +4 more"


def test_a_sentence_with_two_first_figures_is_quoted_once() -> None:
    sentence = "The flood took {} and more."
    both = [statement("31", 31, quote=sentence), statement("31", 31, claim=HOMES, quote=sentence)]
    (group,) = post_view(post(*(alert(Kind.FIRST, one) for one in both)), TOPICS, NOW).alerts
    assert [flat(quote) for quote in group.quotes] == ["“The flood took 31 and more.”"]


def test_a_vague_word_stands_without_a_unit() -> None:
    assert "Storm dead: dozens, says" in said(alert(Kind.FIRST, statement("dozens", None, Hedge.VAGUE)))


def test_another_name_of_the_same_source_is_told() -> None:
    new = statement("200", 200, source="ministry", said_by="the Northland government")
    old = statement("120", 120, source="ministry", said_by="Northland’s interior ministry")
    assert "   was 120 (same source: Northland’s interior ministry)\n" in said(alert(Kind.REVISION, new, old))


def test_the_most_telling_alert_leads() -> None:
    kinds = [Kind.NOTE, Kind.FIRST, Kind.UPDATE, Kind.REVISION, Kind.WITHDRAWN, Kind.CONFLICT]
    view = post_view(
        post(*(alert(kind, statement("9", 9), statement("7", 7, source="guards")) for kind in kinds)), TOPICS, NOW
    )
    assert [block.kind for block in view.alerts] == [
        Kind.CONFLICT,
        Kind.WITHDRAWN,
        Kind.REVISION,
        Kind.UPDATE,
        Kind.FIRST,
        Kind.NOTE,
    ]
    assert view.preview == "🔴 CONFLICT Storm dead: 9 v 7 +5 more"


def test_the_footer_is_always_whole() -> None:
    new = statement("9", 9)
    view = post_view(post(alert(Kind.FIRST, new)), TOPICS, NOW)
    assert tuple(part.text for part in view.footer) == (
        "Coast Herald↗",
        "printed 22 Jan",
        "as of: not stated",
        "read 2 min ago",
        "1 origin, 1 outlet",
        "machine-read",
        f"#{new.id[:5]}",
    )
    assert view.url == new.url
    assert [part.when for part in view.footer if part.when] == [NOW - timedelta(minutes=2)]


def test_another_year_is_printed() -> None:
    new = statement("9", 9, as_of=date(2025, 12, 31), published=NOW - timedelta(days=40))
    assert "printed 13 Dec 2025 · as of: 31 Dec 2025" in said(alert(Kind.FIRST, new))


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=3), "3 days ago"),
    ],
    ids=str,
)
def test_the_age_of_the_reading_is_told_in_the_largest_unit_that_fits(age: timedelta, shown: str) -> None:
    assert f" · read {shown} · " in said(alert(Kind.FIRST, statement("9", 9)), read=NOW - age)


def test_a_long_sentence_is_cut_around_its_figure_at_ends_of_words() -> None:
    filler = "and then the rescuers went on along the shore until night fell " * 6
    new = statement("137", 137, quote=filler + "counting {} bodies " + filler)
    (quote,) = post_view(post(alert(Kind.FIRST, new)), TOPICS, NOW).alerts[0].quotes
    text = flat(quote)
    assert [span.text for span in quote if span.strong] == ["137"]
    assert 150 <= len(text) <= 204
    assert text.startswith("“…")
    assert text.endswith("…”")
    words = set(filler.split()) | {"counting", "137", "bodies"}
    assert set(text.strip("“”…").split()) <= words


def test_a_quote_whose_offsets_do_not_fit_is_shown_without_the_figure_set_off() -> None:
    new = replace(statement("137", 137), quote="The toll was put in words.")
    (quote,) = post_view(post(alert(Kind.FIRST, new)), TOPICS, NOW).alerts[0].quotes
    assert flat(quote) == "“The toll was put in words.”"


def test_a_post_about_a_topic_no_longer_watched_still_reads() -> None:
    text = as_text(post_view(post(alert(Kind.FIRST, statement("9", 9))), {}, NOW))
    assert text.startswith("🔵 FIRST storm-dead: 9 people, says agency\n")


@pytest.mark.parametrize(
    "hostile",
    ["a\nb", "a\u202eb", "a\u200bb", "a\x07b", "a\u2028b", "a\r\n\r\nb", "a" + "\u0301" * 40 + "b", "a\u00adb"],
    ids=ascii,
)
def test_text_from_articles_cannot_break_or_turn_a_line(hostile: str) -> None:
    new = statement("9", 9, source=f"other:{hostile}", outlet=hostile, via=hostile, quote=hostile + " {} died")
    view = post_view(post(alert(Kind.CONFLICT, new, new)), TOPICS, NOW)
    for line in as_text(view).splitlines()[:-1]:
        assert line.isprintable()
        assert "\u0301" * 4 not in line
    assert len(as_text(view).splitlines()) == 6


def test_no_link_from_an_article_gets_into_the_text() -> None:
    new = statement(
        "9", 9, source="other:www.evil.example/x", outlet="https://evil.example", quote="See HTTPS://evil.example {}."
    )
    view = post_view(post(alert(Kind.FIRST, new)), TOPICS, NOW)
    assert "evil" not in as_text(view).rpartition("\n")[0]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "file:///x", "discord://x"])
def test_only_web_addresses_are_offered_as_links(url: str) -> None:
    assert post_view(replace(post(alert(Kind.FIRST, statement("9", 9))), url=url), TOPICS, NOW).url == ""


@pytest.mark.parametrize(
    ("title", "preview"),
    [
        (
            "Escaped from the old harbour prison on the night of the storm and not caught since",
            "🔴 CONFLICT Escaped from the old harbour prison on the night…: 1,500 v 120, +1",
        ),
        ("Storm dead", "🔴 CONFLICT Storm dead: 1,500 v 120, 7"),
    ],
)
def test_a_preview_gives_up_the_title_before_the_figure(title: str, preview: str) -> None:
    topic = replace(TOPICS["storm"], claims=(replace(DEAD, title=title),))
    clash = alert(
        Kind.CONFLICT, statement("1,500", 1500), statement("120", 120, source="guards"), statement("7", 7, source=None)
    )
    assert post_view(post(clash), {"storm": topic}, NOW).preview == preview


@given(
    kind=st.sampled_from(list(Kind)),
    words=st.text(max_size=120),
    surface=st.text(min_size=1, max_size=90),
    others=st.integers(0, 6),
    alerts=st.integers(1, 5),
)
def test_whatever_an_article_says_the_preview_is_plain_short_and_the_post_reads(
    kind: Kind, words: str, surface: str, others: int, alerts: int
) -> None:
    def one() -> Alert:
        new = statement(surface, 9, source=f"other:{words}", said_by=words, outlet=words, quote=words + "{}" + words)
        return alert(kind, new, *(statement(surface, n) for n in range(others)), detail=words)

    view = post_view(post(*(one() for _ in range(alerts))), TOPICS, NOW)
    assert 0 < len(view.preview) <= 80
    assert "://" not in view.preview
    assert view.preview.isprintable()
    assert "confirmed" not in as_text(view) or "confirmed" in words + surface
