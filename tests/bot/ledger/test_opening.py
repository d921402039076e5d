"""What a topic file has on record becomes the ledger's first entries."""

from datetime import date

from bot.ledger import judge, opening_entries, standing
from bot.model import Claim, Kind, OnRecord, Series
from tests.bot.ledger.scenes import NOW, a_claim, a_figure, a_statement, a_topic


def on_record(source: str | None, words: str, day: int) -> OnRecord:
    """Make a figure as an editor writes it into a topic file."""
    return OnRecord(
        figure=a_figure(words), source=source, outlet="Herald", url="https://news.example/1", as_of=date(2026, 1, day)
    )


def claim_with(*figures: OnRecord, series: Series = Series.ONE_OFF) -> Claim:
    """Make a claim that starts with figures."""
    return a_claim(series, on_record=figures)


def test_each_figure_is_an_entry_judged_in_the_light_of_those_before() -> None:
    claim = claim_with(on_record("mayor", "about 120", 1), on_record("guards", "at least 1,500", 2))
    entries = opening_entries(a_topic(claim), NOW)
    assert [entry.verdict.kind for entry in entries] == [Kind.FIRST, Kind.CONFLICT]
    assert set(standing(entries, claim)) == {"mayor", "guards"}


def test_articles_are_compared_with_what_was_on_record() -> None:
    claim = claim_with(on_record("mayor", "about 120", 1))
    entries = opening_entries(a_topic(claim), NOW)
    assert judge(a_statement("3 mayor 120"), entries, claim).kind is Kind.REPEAT
    assert judge(a_statement("3@2 mayor 137"), entries, claim).detail == "now says"


def test_a_ceiling_on_record_is_a_plan() -> None:
    entries = opening_entries(a_topic(claim_with(on_record("us", "up to 7,000", 1), series=Series.CEILING)), NOW)
    assert [entry.verdict.kind for entry in entries] == [Kind.FIRST]


def test_ids_are_the_same_at_every_start_and_differ_by_figure() -> None:
    claim = claim_with(on_record("mayor", "120", 1), on_record("mayor", "137", 2), on_record("mayor", "137", 3))
    first, again = (opening_entries(a_topic(claim), NOW) for _ in range(2))
    assert first == again
    assert len({entry.statement.id for entry in first}) == 3
