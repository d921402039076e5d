"""Discord messages: always within the budgets, and nothing from outside is ever more than text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.markdown import cut, escaped, linked
from adapters.discord.rendering import CONTENT, DESCRIPTION, EMBEDS, EMBEDS_TOTAL, Rendered, answer, message
from bot.commands import Answer
from bot.model import (
    AlertView,
    CardView,
    Kind,
    PostView,
    Section,
    Span,
)
from bot.views import post_view
from bot.views.budget import POST, size
from bot.views.wording import visible
from tests.adapters.discord.reading import alive, seen, whole
from tests.hostile import TEXTS, messages_of, views_of
from tests.newsroom import DEAD, NOW, TOPIC, TOPICS, alert, post, statement

BOARD = "https://discord.com/channels/1/2/3"


def a_post(text: str = "137, was 120", *, alerts: int = 1, lines: int = 2, quotes: int = 2) -> PostView:
    """Make a post that says the same text everywhere."""
    block = AlertView(
        kind=Kind.CONFLICT,
        dot="🔴",
        word="CONFLICT",
        headline=text,
        lines=((Span(text, strong=True), Span(f" ({text})")),) * lines,
        quotes=((Span("“"), Span(text, strong=True), Span(text)),) * quotes,
    )
    return PostView(
        preview=f"🔴 CONFLICT {text}",
        alerts=(block,) * alerts,
        footer=(Span(f"{text}↗"), Span("read 2 min ago", when=NOW), Span(text)),
        url="https://news.example/a(b)[c]?d=1",
    )


def everything(text: str) -> list[Rendered]:
    """Render each kind of view with the same text in each of its places."""
    views = views_of(text)
    return [
        *(message(view, BOARD) for view in messages_of(text)),
        *(answer(Answer(views=(view,))) for view in views),
        answer(Answer(views=views)),
    ]


def keeps_budget(rendered: Rendered) -> bool:
    """Tell whether Discord would take the message."""
    texts = [embed.description for embed in rendered.embeds]
    return (
        size(rendered.content) <= CONTENT
        and len(texts) <= EMBEDS
        and all(0 < size(text) <= DESCRIPTION for text in texts)
        and sum(map(size, texts)) <= EMBEDS_TOTAL
    )


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_text_and_keeps_every_budget(name: str) -> None:
    for rendered in everything(TEXTS[name]):
        assert keeps_budget(rendered)
        assert alive(whole(rendered)) == []
        whole(rendered).encode()


def test_the_table_of_hostile_texts_is_long_enough() -> None:
    assert len(TEXTS) >= 40


@example(" #")
@example(" 1.")
@given(st.text(max_size=300))
def test_whatever_is_escaped_reads_as_it_was(text: str) -> None:
    shown = escaped(text, at_start=True)
    assert seen(shown) == visible(text)
    assert alive(shown) == []


@given(st.text(alphabet=st.sampled_from("ab*_[(<@:/\\~|`# .1-discord.gg𝟏"), max_size=200), st.integers(0, 120))
def test_a_cut_fits_and_tears_no_escape(text: str, room: int) -> None:
    shown = cut(text, room, at_start=True)
    assert size(shown) <= room
    assert alive(shown) == []
    assert not shown.endswith("\\") or shown.endswith("\\\\")


@pytest.mark.parametrize("name", TEXTS)
def test_a_post_keeps_to_seven_hundred_characters(name: str) -> None:
    for view in (*messages_of(TEXTS[name])[:-1], a_post(TEXTS[name], alerts=5, lines=6)):
        assert isinstance(view, PostView)
        (embed,) = message(view, BOARD).embeds
        assert size(embed.description) <= POST


def test_a_post_shows_its_preview_then_figures_quotes_footer_and_times_of_the_reader() -> None:
    new, old = statement("4,460", 4460, source="agency"), statement("2,357", 2357, source="ministry")
    rendered = message(post_view(post(alert(Kind.CONFLICT, new, old)), TOPICS, NOW), BOARD)
    (embed,) = rendered.embeds
    assert rendered.content == "🔴 CONFLICT Storm dead: 4,460 v 2,357"
    assert embed.description.splitlines()[:3] == [
        "**4,460** (National Disaster Agency)",
        "2,357 (Northland government)",
        "> “Rescuers counted **4,460** people by noon.”",
    ]
    footer = embed.description.splitlines()[3]
    assert footer.startswith(f"-# [Coast Herald↗]({new.url}) · printed 22 Jan")
    assert "read <t:1769083080:R>" in footer
    assert footer.endswith(f"[board]({BOARD})")


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Storm dead", False), ("Storm dead in the northern and the southern provinces and at sea", True)],
)
def test_a_headline_stands_under_the_preview_only_where_its_title_was_cut(title: str, *, shown: bool) -> None:
    topics = {TOPIC.id: replace(TOPIC, claims=(replace(DEAD, title=title),))}
    view = post_view(post(alert(Kind.FIRST, statement("4,460", 4460))), topics, NOW)
    rendered = message(view)
    assert rendered.content.startswith("🔵 FIRST Storm dead")
    assert (f"**🔵 FIRST {title}: 4,460" in rendered.embeds[0].description) == shown


def test_headings_stand_apart_and_the_first_line_has_nothing_above() -> None:
    line = (Span("one"),)
    card = CardView(
        title="Title", sections=(Section(heading="A", lines=(line, line)), Section(heading="B", lines=(line,)))
    )
    assert message(card).embeds[0].description == "**A**\none\none\n\n**B**\none"
    (embed,) = answer(Answer(views=(card,))).embeds
    assert embed.description == "**Title**\n\n**A**\none\none\n\n**B**\none"


def test_quotes_give_way_before_links_and_links_before_figures() -> None:
    figures = tuple((Span(f"{number},000 said by a source of some length"),) for number in range(1, 8))
    view = a_post("storm dead")
    for count, address in ((1, 40), (8, 40), (8, 420)):
        lead = replace(view.alerts[0], lines=figures, quotes=((Span("quoted " * 12),),) * count)
        url = f"https://news.example/{'x' * address}"
        (embed,) = message(replace(view, alerts=(lead,), url=url), BOARD).embeds
        text = embed.description
        assert all(line[0].text in text for line in figures)
        if "](" not in text:
            assert "\n> " not in text
    assert "](" not in text


def test_figures_that_do_not_fit_are_counted() -> None:
    (embed,) = message(a_post("storm dead " * 5, lines=20, quotes=0)).embeds
    shown = sum(line.startswith("**") for line in embed.description.splitlines())
    assert f"+{20 - shown} in figures" in embed.description


def test_what_was_rejected_says_why_and_is_struck_through() -> None:
    view = a_post("storm dead")
    struck = replace(view.alerts[0], struck="Wrong reading: rejected.")
    text = message(replace(view, alerts=(struck,), preview="⚫ WRONG READING storm dead")).embeds[0].description
    lines = text.splitlines()
    assert lines[0] == "**Wrong reading: rejected.**"
    assert all("~~" in line for line in lines[1:-1])


def test_a_card_in_a_channel_shows_its_title_as_content() -> None:
    card = CardView(title="A feed fails", sections=(Section(heading="Herald", lines=((Span("No answer"),),)),))
    assert message(card) == replace(message(card), content="A feed fails")
    assert message(card).embeds[0].description == "**Herald**\nNo answer"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://news.example/a b", "[x](https://news.example/a%20b)"),
        ("https://news.example/(a)", "[x](https://news.example/%28a%29)"),
        ('https://news.example/"><@1>', "[x](https://news.example/%22%3E%3C@1%3E)"),
        ("javascript:alert(1)", "x"),
        ("https://news.example/" + "a" * 600, "x"),
        ("", "x"),
    ],
)
def test_only_a_web_address_becomes_a_link_and_it_cannot_break_out(address: str, shown: str) -> None:
    assert linked("x", address) == shown


def test_a_time_without_words_before_it_is_only_the_readers_own() -> None:
    when = datetime(2026, 1, 22, tzinfo=UTC)
    card = CardView(title="t", note=(Span("Ends "), Span("in 3 h", when=when), Span(".")))
    assert message(card).embeds[0].description == "-# Ends <t:1769040000:R>."
