"""Slack messages: always within the budgets, and nothing from outside is ever more than text."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.budget import BLOCKS, HEADER
from adapters.slack.buttons import ACTION, actions
from adapters.slack.mrkdwn import cut, escaped, linked, plain
from adapters.slack.rendering import POST_ROOM, Picture, Rendered, answer, image, message
from bot.commands import Answer
from bot.model import (
    Button,
    CardView,
    ChangeView,
    HistoryView,
    Kind,
    PostView,
    Section,
    Span,
    TableView,
    WhyView,
)
from bot.views import post_view
from bot.views.budget import size
from bot.views.samples import sample_post
from tests.adapters.discord.test_rendering import a_post
from tests.adapters.slack.reading import SETS_OFF, alive, bare, check, needs_schema, schema, texts, whole
from tests.hostile import TEXTS
from tests.newsroom import NOW, TOPIC, TOPICS, alert, post, statement

BOARD = "https://paper.slack.com/archives/C1/p1769083080000100"
BUTTONS = (
    Button(label="Why?", words="why 00001ABCDE"),
    Button(label="Wrong reading", words="reject 00001ABCDE", desk=True),
)


def everything(text: str) -> list[Rendered]:
    """Render each kind of view with the same text in each of its places."""
    line = (Span(text), Span(text, strong=True), Span("2 h ago", when=NOW))
    card = CardView(title=text or "t", sections=(Section(heading=text, lines=(line,) * 3),) * 5, note=line)
    crowd = replace(card, sections=(Section(heading=text or "h", lines=(line,)),) * 80)
    change = ChangeView(
        id="#1", kind=Kind.UPDATE, dot="🟢", word="UP", when=text, line=line, quote=line, struck=len(text) % 2 == 0
    )
    struck = replace(a_post(text).alerts[0], struck=text)
    answers = (
        a_post(text),
        card,
        HistoryView(title=text, question=text, changes=(change,) * 5, note=text),
        WhyView(title=text, facts=((text, line),) * 6, url=f"https://news.example/{text}", buttons=BUTTONS),
        TableView(title=text, headings=(text,), rows=((text, text),) * 12, note=text),
    )
    return [
        message(a_post(text), BOARD),
        message(a_post(text, alerts=6, lines=5, quotes=3), BOARD),
        message(replace(a_post(text), alerts=(struck,) * 3)),
        message(replace(card, buttons=BUTTONS)),
        message(crowd),
        answer(Answer(views=answers), [Picture(file="F1", alt=text)]),
        answer(Answer(views=(*answers, crowd), buttons=BUTTONS)),
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_text_and_keeps_every_budget(name: str) -> None:
    for rendered in everything(TEXTS[name]):
        if rendered.text:
            check(rendered)
        for text in (rendered.text, *texts(list(rendered.blocks))):
            assert alive(text) == []
        json.dumps(rendered.blocks).encode()


def test_the_table_of_hostile_texts_is_long_enough() -> None:
    assert len(TEXTS) >= 60


@needs_schema
def test_the_schema_refuses_what_slack_refuses() -> None:
    assert not schema().is_valid({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "words": "x"}}]})
    assert not schema().is_valid({"blocks": [{"type": "image", "slack_file": {"id": "F1"}}]})


@given(st.text(max_size=300))
def test_what_is_plain_reads_as_it_was(text: str) -> None:
    assert seen_plain(plain(text)) == " ".join(seen_plain(plain(text)).split(" "))
    assert alive(plain(text)) == []


def seen_plain(text: str) -> str:
    """Return what stands for the escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(st.text(alphabet=st.sampled_from("ab*_~`<!@>&|^:+1 .-—\n𝟏"), max_size=60))
def test_nothing_in_escaped_text_is_set_off_or_alive(text: str) -> None:
    shown = escaped(text, at_start=True)
    assert alive(shown) == []
    assert SETS_OFF.findall(seen_plain(shown)) == []


@given(st.text(alphabet=st.sampled_from("ab&<>*𝟏 "), max_size=200), st.integers(0, 120))
def test_a_cut_fits_and_tears_no_escape(text: str, room: int) -> None:
    shown = cut(text, room, at_start=True)
    assert size(shown) <= room
    assert alive(shown) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~120 of some 150", "~120 of some 150"),
        ("AT&T <5 and >3", "AT&amp;T &lt;5 and &gt;3"),
        ("a_b_c and 5*3*2 at 12:30:45", "a_b_c and 5*3*2 at 12:30:45"),
        ("*137* escaped", "∗137* escaped"),
        ("~120~", "∼120~"),
        (":fire:", "∶fire:"),
        ("> he said", "›" + " he said"),
        ("```x", "ˋˋˋx"),
    ],
)
def test_only_what_would_be_set_off_is_shown_by_another_sign(text: str, shown: str) -> None:
    assert escaped(text, at_start=True) == shown


@pytest.mark.parametrize("name", TEXTS)
def test_a_post_is_read_at_a_glance(name: str) -> None:
    for alerts in (1, 5):
        rendered = message(a_post(TEXTS[name], alerts=alerts, lines=6), BOARD)
        assert size(whole(rendered)) <= POST_ROOM


def test_a_post_has_a_preview_sections_for_lines_and_quote_a_footer_and_buttons() -> None:
    new, old = statement("4,460", 4460, source="agency"), statement("2,357", 2357, source="ministry")
    rendered = message(post_view(post(alert(Kind.CONFLICT, new, old)), TOPICS, NOW), BOARD)
    check(rendered)
    assert rendered.text == "🔴 CONFLICT Storm dead: 4,460 v 2,357"
    assert [block["type"] for block in rendered.blocks] == ["section", "section", "context", "actions"]
    lines, quotes, footer, buttons = rendered.blocks
    assert lines["text"]["text"].splitlines() == [
        "*🔴 CONFLICT Storm dead: 4,460 v 2,357*",
        "*4,460* (National Disaster Agency)",
        "2,357 (Northland government)",
    ]
    assert quotes["text"]["text"].splitlines()[0] == "> “Rescuers counted *4,460* people by noon.”"
    (small,) = footer["elements"]
    assert small["text"].startswith(f"<{new.url}|Coast Herald↗> · printed 22 Jan")
    assert "read <!date^1769083080^{date_short_pretty} {time}|" in small["text"]
    assert small["text"].endswith(f"<{BOARD}|board>")
    assert [each["value"].partition(" ")[0] for each in buttons["elements"]] == ["why", "history", "mute", "reject"]


def test_every_text_is_verbatim_so_that_no_bare_address_or_name_becomes_a_link() -> None:
    objects = [
        block["text"] if block["type"] == "section" else block["elements"][0]
        for rendered in everything("see www.evil.example and #general")
        for block in rendered.blocks
        if block["type"] in {"section", "context"}
    ]
    assert objects
    assert all(each["verbatim"] is True for each in objects)


@pytest.mark.parametrize(
    ("quotes", "address", "rows", "quoted", "linked_to"),
    [(1, 40, 3, 1, True), (14, 40, 3, 4, True), (14, 460, 3, 0, True), (14, 460, 4, 0, False)],
)
def test_quotes_give_way_before_links_and_links_before_figures(
    quotes: int, address: int, rows: int, quoted: int, *, linked_to: bool
) -> None:
    figures = tuple((Span(f"{number},000 said by a source of some length"),) for number in range(1, 8)) * rows
    view = a_post("storm dead")
    lead = replace(view.alerts[0], lines=figures, quotes=((Span("quoted " * 12),),) * quotes)
    shown = whole(message(replace(view, alerts=(lead,), url=f"https://news.example/{'x' * address}"), BOARD))
    assert shown.count("said by a source") == len(figures)
    assert (shown.count("> quoted"), "<https://news" in shown) == (quoted, linked_to)


def test_figures_that_do_not_fit_are_counted() -> None:
    shown = whole(message(a_post("storm dead " * 5, lines=30, quotes=0)))
    lines = sum(line.startswith("*storm") for line in shown.splitlines())
    assert f"+{30 - lines} in figures" in shown


def test_what_was_rejected_says_why_and_is_struck_through() -> None:
    view = a_post("storm dead")
    struck = replace(view.alerts[0], struck="Wrong reading: rejected.")
    rendered = message(replace(view, alerts=(struck,), preview="⚫ WRONG READING storm dead"))
    lines = [line for text in texts(list(rendered.blocks)[:2]) for line in text.splitlines()]
    assert lines[0] == "*Wrong reading: rejected.*"
    assert all("~" in line for line in lines[1:])


def test_a_card_shows_its_title_as_a_header_while_that_fits() -> None:
    card = CardView(title="Board: The storm", sections=(Section(heading="Herald", lines=((Span("No answer"),),)),))
    rendered = message(card)
    assert rendered.text == "Board: The storm"
    assert rendered.blocks[0]["text"] == {"type": "plain_text", "text": "Board: The storm", "emoji": False}
    assert rendered.blocks[1]["text"]["text"] == "*Herald*\nNo answer"
    for title in ("x" * (HEADER + 1), "AT&T", "There is no topic 'strom'. Did you mean storm?"):
        assert message(replace(card, title=title)).blocks[0]["type"] == "section"


def test_many_sections_share_blocks_rather_than_be_too_many() -> None:
    card = CardView(title="t", sections=tuple(Section(heading=f"h{n}", lines=()) for n in range(200)))
    rendered = message(card)
    assert len(rendered.blocks) <= BLOCKS
    assert "h199" in whole(rendered)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://news.example/a b", "<https://news.example/a%20b|x>"),
        ("https://news.example/?a=1&b=2", "<https://news.example/?a=1&amp;b=2|x>"),
        ("https://news.example/a|b>c<d", "<https://news.example/a%7Cb%3Ec%3Cd|x>"),
        ("javascript:alert(1)", "x"),
        ("https://news.example/" + "a" * 600, "x"),
        ("", "x"),
    ],
)
def test_only_a_web_address_becomes_a_link_and_it_cannot_break_out(address: str, shown: str) -> None:
    assert linked("x", address) == shown


def test_the_words_of_a_link_cannot_break_out() -> None:
    assert linked("a|b> <!channel>", "https://x.example/") == "<https://x.example/|ab&gt; &lt;!channel&gt;>"


def test_a_time_is_the_readers_own_with_ours_for_who_cannot_show_it() -> None:
    when = datetime(2026, 1, 22, tzinfo=UTC)
    card = CardView(title="t", note=(Span("Ends "), Span("in 3 h", when=when), Span(".")))
    (small,) = message(card).blocks[1]["elements"]
    assert small["text"] == "Ends <!date^1769040000^{date_short_pretty} {time}|in 3 h>."
    assert bare(small["text"]) == "Ends in 3 h."


def test_buttons_carry_ids_alone_and_no_two_of_a_message_are_alike() -> None:
    (block,) = actions((*BUTTONS, BUTTONS[0], Button(label="x" * 90, words="why 00002")))
    assert [(each["action_id"], each["value"]) for each in block["elements"]] == [
        (f"{ACTION}0", "why 00001ABCDE"),
        (f"{ACTION}1", "reject 00001ABCDE"),
        (f"{ACTION}2", "why 00002"),
    ]
    assert [each.get("style") for each in block["elements"]] == [None, "danger", None]
    assert len(block["elements"][2]["text"]["text"]) == 75
    assert actions(()) == []


def test_more_buttons_than_a_block_takes_are_left_out() -> None:
    (block,) = actions(Button(label="x", words=f"why {number}") for number in range(40))
    assert len(block["elements"]) == 25


def test_a_picture_is_a_file_of_slacks_with_words_for_who_cannot_see_it() -> None:
    told = image(Picture(file="F012", alt="Storm dead, by source"))
    assert told == {"type": "image", "slack_file": {"id": "F012"}, "alt_text": "Storm dead, by source"}
    rendered = answer(Answer(views=(a_view(),)), [Picture(file="F012", alt="x" * 5_000)])
    check(rendered)


def a_view() -> PostView:
    """Make the sample post."""
    return sample_post(TOPIC, None, NOW)
