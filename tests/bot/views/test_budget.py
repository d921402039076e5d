"""What fits a message, for whatever is to be told: never over, quotes go before links, and links before figures."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import MARKDOWN
from adapters.slack.mrkdwn import MRKDWN
from bot.model import Span
from bot.views.budget import Gives, Line, Link, Markup, Part, fitted, joined, size
from bot.views.lines import MORE
from bot.views.wording import ELLIPSIS

MARKUPS = {"discord": MARKDOWN, "slack": MRKDWN}
TEXT = st.text(alphabet=st.sampled_from("ab c1,5\u00e9\U0001f534*_[]<>&@|`~\\"), min_size=1, max_size=160)
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=60)
KINDS = st.sampled_from([Gives.FIGURE, Gives.FIGURE, Gives.QUOTE, Gives.NEVER])
PARTS = {Gives.FIGURE: Part.LINE, Gives.QUOTE: Part.QUOTE, Gives.NEVER: Part.SMALL}


@st.composite
def told(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXT) -> list[tuple[Gives, str, bool]]:
    """Draw lines: how they give way, what they say, and whether a link stands in them."""
    return draw(st.lists(st.tuples(KINDS, texts, st.booleans()), max_size=14))


def lines_of(given_lines: Sequence[tuple[Gives, str, bool]], markup: Markup) -> list[Line]:
    """Return lines of a message, each with its number before its text."""
    lines = []
    for number, (gives, text, linked) in enumerate(given_lines):
        link = (Link("there", f"https://news.example/{number}", before=" · "),) if linked else ()
        parts = (Span(f"n{number}n "), Span(text, strong=number % 2 == 0), *link)
        lines.append(Line(parts=parts, markup=markup, part=PARTS[gives], gives=gives, struck=number % 5 == 4))
    return lines


def shown(given_lines: Sequence[tuple[Gives, str, bool]], limit: int, markup: Markup) -> tuple[set[int], set[int], str]:
    """Return the numbers of the lines that are shown, of those shown with their links, and the text."""
    text = joined(fitted(lines_of(given_lines, markup), limit, MORE))
    every = range(len(given_lines))
    return {n for n in every if f"n{n}n" in text}, {n for n in every if f"news.example/{n}" in text}, text


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@given(given_lines=told(), limit=st.integers(0, 900))
def test_nothing_is_ever_over_its_limit(markup: Markup, given_lines: list[tuple[Gives, str, bool]], limit: int) -> None:
    text = shown(given_lines, limit, markup)[2]
    assert size(text) <= limit
    assert "****" not in text


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@given(given_lines=told(WORDS), limit=st.integers(60, 900))
def test_quotes_go_before_links_and_links_before_figures(
    markup: Markup, given_lines: list[tuple[Gives, str, bool]], limit: int
) -> None:
    numbers, linked, text = shown(given_lines, limit, markup)
    quotes = {n for n, (gives, *_) in enumerate(given_lines) if gives is Gives.QUOTE}
    links = {n for n, (*_, has) in enumerate(given_lines) if has} - quotes
    figures = {n for n, (gives, *_) in enumerate(given_lines) if gives is Gives.FIGURE}
    if links - linked:
        assert not quotes & numbers
    if figures - numbers:
        assert not quotes & numbers
        assert not linked
    if figures - numbers and numbers and ELLIPSIS not in text:
        assert MORE.format(len(figures - numbers)) in text


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@given(given_lines=told(), spare=st.integers(0, 50))
def test_what_fits_is_shown_whole_and_in_order(
    markup: Markup, given_lines: list[tuple[Gives, str, bool]], spare: int
) -> None:
    whole = "\n".join(line.text for line in lines_of(given_lines, markup) if line.text)
    assert joined(fitted(lines_of(given_lines, markup), size(whole) + spare, MORE)) == whole


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
@given(given_lines=told(WORDS), limit=st.integers(0, 900))
def test_lines_keep_their_order_and_the_last_give_way_first(
    markup: Markup, given_lines: list[tuple[Gives, str, bool]], limit: int
) -> None:
    numbers, _, text = shown(given_lines, limit, markup)
    places = [text.index(f"n{n}n") for n in sorted(numbers)]
    assert places == sorted(places)
    quotes = [n for n, (gives, *_) in enumerate(given_lines) if gives is Gives.QUOTE]
    kept = [n for n in quotes if n in numbers]
    assert kept == quotes[: len(kept)]
