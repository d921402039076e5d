"""A sample post, so that a newsroom sees what it will get before there is news."""

from datetime import datetime

from bot.model import AlertView, Claim, Kind, PostView, Span, Topic
from bot.views.kinds import DOTS, WORDS
from bot.views.lines import line
from bot.views.wording import ago, clean, shorten

SAMPLE = "SAMPLE"
_TITLE = 40


def sample_post(topic: Topic, claim: Claim | None, now: datetime) -> PostView:
    """Return what a conflict on the topic would look like; numbers, sources and outlet are made up and say so."""
    title = shorten(clean(claim.title if claim else _headline_claim(topic)), _TITLE)
    headline = f"{title}: at least 1,500 v around 120"
    return PostView(
        preview=shorten(f"{SAMPLE} {DOTS[Kind.CONFLICT]} {WORDS[Kind.CONFLICT]} {headline}", 80),
        alerts=(
            AlertView(
                kind=Kind.CONFLICT,
                dot=f"{SAMPLE} {DOTS[Kind.CONFLICT]}",
                word=WORDS[Kind.CONFLICT],
                headline=headline,
                lines=(
                    (Span("at least 1,500", strong=True), Span(" (a made-up union)")),
                    line("around 120 (a made-up ministry)"),
                ),
                quotes=((Span("“…"), Span("at least 1,500", strong=True), Span(" …”")),),
            ),
        ),
        footer=(
            Span("made-up outlet↗"),
            Span("as of: not stated"),
            Span(f"read {ago(now, now)}", when=now),
            Span("1 origin, 1 outlet"),
            Span("machine-read"),
            Span("no real news"),
        ),
        url="",
    )


def _headline_claim(topic: Topic) -> str:
    shown = [claim for claim in topic.claims if not claim.sink]
    return next((claim.title for claim in shown if claim.key), shown[0].title if shown else topic.title)
