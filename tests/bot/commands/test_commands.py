"""figures, history and why, from words to answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.storage import MemoryStore
from bot.commands import (
    COMMANDS,
    Desk,
    claim_changes,
    claim_figures,
    current_figures,
    explanation,
    find_claim,
    find_figures,
)
from bot.errors import UnknownName
from bot.ledger import Rule
from bot.model import Claim, Entry, Hedge, Kind, Topic
from bot.views import as_text, figures_view, history_view, why_view
from bot.views.rules import RULES
from tests.newsroom import DEAD, ESCAPED, HOMES, MISSING, NOW, TOPIC, TOPICS, entry, statement

QUAKE = Topic(
    id="quake",
    title="The quake",
    language="en",
    about=(("quake",),),
    places={},
    sources=(),
    claims=(
        Claim(id="quake-dead", title="Quake dead", question="How many died?"),
        Claim(id="look-alikes", title="Look-alikes", question="-", sink=True),
    ),
)
BOTH = {**TOPICS, QUAKE.id: QUAKE}


def answer(command: str, words: str, entries: Sequence[Entry], topics: dict[str, Topic] = TOPICS) -> str:
    """Ask a store with these entries, as the command line does."""

    async def ask() -> str:
        store = MemoryStore()
        async with store.transaction() as transaction:
            await transaction.append(entries)
        desk = Desk(topics=topics, store=store, now=NOW)
        if command == "figures":
            return "\n\n".join(
                as_text(figures_view(found, NOW)) for found in await current_figures(words.split(), desk)
            )
        if command == "history":
            asked, found = await claim_changes(words.split(), desk)
            return as_text(history_view(asked.topic, asked.claim, found, NOW))
        return as_text(why_view(await explanation(words.split(), desk), NOW))

    return asyncio.run(ask())


def a_dispute() -> list[Entry]:
    """Return the ministry's figure, printed by two outlets, against the guards', and a quiet claim on record."""
    ministry = statement("around 120", 120, Hedge.ABOUT, claim=ESCAPED, source="ministry", as_of=date(2026, 1, 20))
    again = statement("120", 120, claim=ESCAPED, source="ministry", outlet="The Bay", as_of=date(2026, 1, 20))
    guards = statement(
        "at least 1,500",
        1500,
        Hedge.AT_LEAST,
        claim=ESCAPED,
        source="guards",
        said_by="union media",
        quote="Union media counted {} escapees.",
    )
    return [
        entry(statement("31", 31, claim=DEAD), Kind.FIRST, rule=Rule.FIRST),
        entry(ministry, Kind.FIRST, rule=Rule.FIRST),
        entry(again, Kind.REPEAT, ministry, rule=Rule.REPEATED),
        entry(guards, Kind.CONFLICT, again, rule=Rule.CONTRADICTED),
    ]


def test_figures_show_disputed_claims_first_and_a_line_a_source() -> None:
    lines = [" ".join(line.split()) for line in answer("figures", "storm", a_dispute()).splitlines()]
    assert lines == [
        "The storm",
        "Claim Figure Source As of Printed by",
        f"🔴 DISPUTED {ESCAPED.title} at least 1,500 Prison guards and unions printed 22 Jan 1 outlet: Coast Herald",
        "120 Northland government 20 Jan 2 outlets: The Bay, Coast Herald",
        "Storm dead 31 National Disaster Agency printed 22 Jan 1 outlet: Coast Herald",
        "1 claim disputed; 3 claims without a figure yet. Machine-read: `why CLAIM` shows the quotes.",
    ]


def test_figures_of_one_claim_leave_the_others_out() -> None:
    text = answer("figures", "storm escaped", a_dispute())
    assert "Harbour prison escapees" in text
    assert "Storm dead" not in text


def test_figures_without_words_show_every_topic_and_say_where_nothing_is_known() -> None:
    text = answer("figures", "", a_dispute(), BOTH)
    assert "The storm\n" in text
    assert text.endswith("The quake\nNo figure on record yet. Machine-read: `why CLAIM` shows the quotes.")


def test_figures_fall_back_to_vague_words_where_nobody_gave_a_number() -> None:
    vague = statement("dozens", None, Hedge.VAGUE)
    vague = replace(vague, figure=replace(vague.figure, low=24))
    number = statement("31", 31)
    history = [entry(vague, Kind.FIRST, rule=Rule.VAGUE_FIRST)]
    assert [f.statement.figure.surface for f in claim_figures(DEAD, history).figures] == ["dozens"]
    history.append(entry(number, Kind.FIRST, rule=Rule.FIRST))
    assert [f.statement.figure.surface for f in claim_figures(DEAD, history).figures] == ["31"]


@pytest.mark.parametrize(
    ("claim", "low_day", "high_day", "disputed"),
    [
        (DEAD, 20, 21, False),
        (DEAD, 20, 20, True),
        (DEAD, 21, 20, True),
        (MISSING, 10, 20, False),
        (MISSING, 20, 10, False),
        (MISSING, 15, 20, True),
        (HOMES, 10, 20, True),
    ],
    ids=[
        "a count that rose",
        "a count of one day",
        "a count that fell",
        "an old stock",
        "a new stock",
        "one week",
        "one",
    ],
)
def test_a_claim_is_disputed_only_where_two_figures_cannot_both_be_right_for_their_days(
    claim: Claim, low_day: int, high_day: int, disputed: bool
) -> None:
    low = statement("100", 100, claim=claim, source="agency", as_of=date(2026, 1, low_day))
    high = statement("200", 200, claim=claim, source="guards", as_of=date(2026, 1, high_day))
    assert claim_figures(claim, [entry(low), entry(high, Kind.CONFLICT)]).disputed is disputed


def test_a_withdrawn_figure_is_no_current_figure() -> None:
    gone = statement("4,460", 4460)
    taken_back = replace(entry(statement("4,460", 4460), Kind.WITHDRAWN, gone, rule=Rule.WITHDRAWN), corrects=gone.id)
    assert claim_figures(DEAD, [entry(gone), taken_back]).figures == ()


def test_history_shows_the_last_changes_newest_first_and_counts_the_silent() -> None:
    entries = a_dispute()
    first, guards = entries[1].statement.id[:5], entries[3].statement.id[:5]
    assert answer("history", "escaped", entries).splitlines() == [
        "Harbour prison escapees",
        "How many inmates escaped from Harbour prison?",
        f"🔴 CONFLICT at least 1,500 (union media) · Coast Herald, 22 Jan · #{guards}",
        "   > “Union media counted at least 1,500 escapees.”",
        f"🔵 FIRST around 120 (Northland government, 20 Jan) · Coast Herald, 22 Jan · #{first}",
        "   > “Rescuers counted around 120 people by noon.”",
        "Recorded in silence: 1 repeat.",
    ]


def test_a_long_history_says_how_much_of_it_is_not_shown() -> None:
    entries = [entry(statement(str(n), n, claim=MISSING), Kind.UPDATE) for n in range(9)]
    text = answer("history", "missing", entries)
    assert text.count("🟢 UPDATE") == 5
    assert text.splitlines()[2].startswith("🟢 UPDATE 8 (")
    assert text.endswith("\n4 earlier changes not shown.")


def test_history_of_an_untold_claim_says_so() -> None:
    assert answer("history", "homes", []).endswith("Nobody has said anything on this claim yet.")


def test_why_tells_quote_speaker_rule_and_what_it_was_compared_with() -> None:
    entries = a_dispute()
    told, old = entries[3].statement, entries[2].statement
    assert answer("why", f"#{told.id[:5].lower()}", entries).splitlines() == [
        f"#{told.id[:5]} 🔴 CONFLICT Harbour prison escapees: at least 1,500",
        "   Figure: at least 1,500 (union media)",
        "   Quote: “Union media counted at least 1,500 escapees.”",
        "   Speaker: “union media”, read as Prison guards and unions",
        "   As of: not stated; taken as the day of printing, 22 Jan",
        "   Printed: Coast Herald, 22 Jan",
        "   Rule: A source new to this claim gives a figure that fits no standing one. (desk rule 6)",
        f"   Compared with: 120 (Northland government, 20 Jan) #{old.id[:5]}",
        "   Posted: yes, where the claim is followed and not muted",
        told.url,
    ]


def test_why_of_a_silent_statement_says_why_nothing_was_posted() -> None:
    entries = a_dispute()
    text = answer("why", entries[2].statement.id, entries)
    assert "   Rule: The same source says what it said before. (desk rule 5)\n" in text
    assert "   Posted: no: nothing new\n" in text


def test_why_of_a_claim_explains_its_latest_news_not_the_silent_repeat_after_it() -> None:
    entries = a_dispute()
    repeat = replace(entries[2], statement=replace(entries[2].statement, id="ZZZZZZZZZZ"))
    assert answer("why", "escaped", [*entries, repeat]).startswith(f"#{entries[3].statement.id[:5]} 🔴 CONFLICT")


def test_why_shows_what_corrected_a_statement() -> None:
    gone = statement("4,460", 4460)
    back = replace(entry(statement("4,460", 4460), Kind.WITHDRAWN, gone, rule=Rule.WITHDRAWN), corrects=gone.id)
    back = replace(back, recorded=NOW - timedelta(minutes=9))
    text = answer("why", gone.id, [entry(gone, rule=Rule.FIRST), back])
    assert f"   Corrected: withdrawn by #{back.statement.id[:5]}, 9 min ago\n" in text


def test_why_of_a_statement_whose_topic_is_gone_still_answers() -> None:
    gone = statement("9", 9)
    text = answer("why", gone.id, [entry(gone, rule=Rule.FIRST)], {QUAKE.id: QUAKE})
    assert text.startswith(f"#{gone.id[:5]} 🔵 FIRST storm-dead: 9\n")


@pytest.mark.parametrize("rule", Rule)
def test_every_desk_rule_has_words(rule: Rule) -> None:
    assert RULES[rule].endswith(".")


def test_a_rule_of_an_older_ledger_is_told_as_it_was_stored() -> None:
    gone = statement("9", 9)
    assert "   Rule: 8 an old rule\n" in answer("why", gone.id, [entry(gone, rule="8 an old rule")])


@pytest.mark.parametrize(
    ("command", "words", "message"),
    [
        ("figures", "stomr", "There is no topic or claim 'stomr'. Did you mean storm, storm-dead or storm-missing?"),
        ("figures", "storm homs", "There is no topic or claim 'homs'. Did you mean homes?"),
        ("history", "escapd", "There is no topic or claim 'escapd'. Did you mean escaped"),
        ("history", "xyzzy", "There is no topic or claim 'xyzzy'. There is storm-dead, storm-missing, homes, escaped,"),
        ("history", "storm", "'storm' fits several claims: storm-dead, storm-missing. Name one."),
        ("history", "look-alikes", "There is no topic or claim 'look-alikes'."),
        ("why", "#99999", "No statement on record has an id that starts with #99999"),
        ("why", "homes", "Nobody has said anything on 'homes' yet"),
        ("why", "0000", "0000 fits several statements: 0"),
    ],
)
def test_what_nobody_knows_is_named_with_what_may_be_meant(command: str, words: str, message: str) -> None:
    entries = [entry(replace(statement("9", 9), id=f"0000{n}ABCDE")) for n in range(2)]
    with pytest.raises(UnknownName) as error:
        answer(command, words, entries, BOTH)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    "words", ["homes", "HOMES", "homes destroyed", "Homes Destroyed", "destroyed", "destroyed homes"]
)
def test_a_claim_is_found_by_id_title_or_words_of_it(words: str) -> None:
    assert find_claim(BOTH, words).claim is HOMES


def test_a_title_wins_over_words_of_other_titles() -> None:
    longer = replace(MISSING, id="missing-children", title="Missing children")
    topic = replace(TOPIC, claims=(longer, MISSING))
    assert find_claim({topic.id: topic}, "missing").claim is MISSING


def test_words_that_fit_several_claims_show_the_figures_of_all() -> None:
    ((topic, claims),) = find_figures(TOPICS, ["storm", "storm"])
    assert topic is TOPIC
    assert claims == (DEAD, MISSING)


def test_without_a_topic_there_is_a_hint_where_to_put_one() -> None:
    with pytest.raises(UnknownName, match="No topic is under watch"):
        find_figures({}, [])


def test_every_command_has_a_name_of_its_own_and_a_summary() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert all(command.summary.endswith(".") for command in COMMANDS)
