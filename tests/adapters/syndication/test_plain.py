"""Markup as plain text: paragraphs stay, what cannot be read goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.syndication.plain import tidied, unmarked


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>One <b>two</b></p>\n<p>Three</p>", "One two\nThree"),
        ("One<br/>two<br><br>three", "One\ntwo\nthree"),
        ("<p>a line\nthat\n\nwraps</p>", "a line that wraps"),
        ("no markup\nat all\n\nbut two paragraphs", "no markup at all\nbut two paragraphs"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("AT&amp;T &lt;b&gt; &#8217;tis &mdash; 7&nbsp;000", "AT&T <b> \u2019tis \u2014 7\u00a0000"),
        ("<script>alert(1)</script><style>p{}</style>text<noscript>no</noscript>", "text"),
        ("<figure><img alt='9,000 people'><figcaption>9,000 in 2019</figcaption></figure><p>text</p>", "text"),
        ("<table><tr><td>Dead</td><td>12</td></tr><tr><td>Hurt</td><td>30</td></tr></table>", "Dead 12\nHurt 30"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("unclosed <p>one <p>two <b>three", "unclosed\none\ntwo three"),
        (
            "<p>re\u202eversed, so\u00adft, \u200bzero\ufeff, bell\x07, \x1b[31mred</p>",
            "reversed, soft, zero, bell, [31mred",
        ),
        ("half \ud83d\u00e0 pair", "half \u00e0 pair"),
        ("<!-- hidden -->shown", "shown"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_markup_becomes_text_with_its_paragraphs(markup: str, wanted: str) -> None:
    assert unmarked(markup, limit=1_000) == wanted


def test_plain_text_that_looks_like_markup_stays_as_printed() -> None:
    assert tidied("fewer than <20>\n\n&amp; so on", limit=1_000) == "fewer than <20>\n&amp; so on"


def test_text_is_cut_at_its_limit() -> None:
    assert unmarked("<p>12345</p><p>678</p>", limit=7) == "12345\n6"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_can_be_stored_and_printed(markup: str) -> None:
    text = unmarked(markup, limit=1_000)
    text.encode("utf-8")
    assert not [c for c in text if c != "\n" and (c < " " or "\x7f" <= c < "\xa0")]
