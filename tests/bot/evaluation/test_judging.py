"""A replay is judged article by article."""

from datetime import UTC, datetime

from bot.analysis import Watch, watch
from bot.evaluation import Fault, Judged, Label, Tally, WantedAlert, judge, replay, together
from bot.model import Article, Claim, Series, Source, Topic
from bot.reading.languages.en import LANGUAGE
from bot.reading.read import read

TOPIC = Topic(
    id="storm",
    title="The storm",
    language="en",
    about=(("storm",),),
    places={},
    sources=(Source(id="ministry", name="Health ministry", aliases=("health ministry",)),),
    claims=(
        Claim(
            id="dead",
            title="Dead",
            question="How many died?",
            counts=("person",),
            event=("kill", "die"),
            series=Series.CUMULATIVE,
        ),
    ),
)
TEXTS = {
    "a1": "The storm killed 24 people, the health ministry said.",
    "a2": "The storm killed 31 people, the health ministry said.",
}


def watched() -> Watch:
    return watch(TOPIC, LANGUAGE)


def article(name: str) -> Article:
    day = datetime(2026, 1, 20 + int(name[1]), tzinfo=UTC)
    return Article(id=name, url="", outlet="Herald", published=day, title="A storm", text=TEXTS[name])


def label(name: str, surface: str, claim: str = "dead") -> Label:
    start = TEXTS[name].index(surface)
    place = {"article": name, "field": "text", "start": start, "end": start + len(surface), "surface": surface}
    return Label.of(place | {"value": int(surface), "claim": claim, "kind": "figure", "source": "ministry"})


def judged(*articles: str, wanted: tuple[WantedAlert, ...] | None) -> Judged:
    told = replay([read(article(name), LANGUAGE) for name in TEXTS], watched())
    return judge(articles, told, [label("a1", "24"), label("a2", "31", "homes")], wanted)


WANTED = (
    WantedAlert.of({"article": "a1", "claim": "dead", "kind": "first"}),
    WantedAlert.of({"article": "a2", "claim": "dead", "kind": "conflict"}),
)


def test_each_article_has_its_own_scores_in_statements_and_alerts() -> None:
    found = judged("a1", "a2", wanted=WANTED)

    assert found.by_article["a1"].statements == found.by_article["a1"].alerts == Tally(right=1)
    assert found.by_article["a2"].statements == Tally(false=1, missed=1)
    assert found.by_article["a2"].alerts == Tally(false=1, missed=1)
    assert [each.fault for each in found.confusions if each.fault is not Fault.WRONG_HEDGE] == [Fault.WRONG_CLAIM]
    assert found.scores == together(found.by_article.values())
    assert ([line.article for line in found.missed], [alert.kind for alert in found.false]) == (["a2"], ["update"])


def test_articles_that_are_not_judged_still_came_before() -> None:
    """The second toll is an update, not the first figure, whichever articles are scored."""
    found = judged("a2", wanted=WANTED)

    assert list(found.by_article) == ["a2"]
    assert [alert.kind for alert in found.false] == ["update"]
    assert {each.article for each in found.said} == {"a2"}


def test_alerts_are_scored_only_where_the_wanted_ones_are_known() -> None:
    assert judged("a1", "a2", wanted=None).scores.alerts == Tally()
    assert judged("a1", "a2", wanted=()).scores.alerts == Tally(false=2)
