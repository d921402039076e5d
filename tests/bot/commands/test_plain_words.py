"""What people type without thinking of names: parts of titles, slips, addresses, and what is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import find_target, last_changes
from bot.commands.judging import typed_address
from bot.errors import UnknownName
from bot.ledger import Rule
from bot.ledger.opening import ON_RECORD
from bot.model import Article, CardView, Kind, Modality, Remark, Topic, WhyView
from bot.model.audience import Opinion
from bot.steps import make_steps
from bot.views import as_text
from bot.views.naming import claim_key, topic_key
from tests.bot.commands.room import Room
from tests.doubles.steps import STEPS
from tests.newsroom import DEAD, ESCAPED, HOMES, NOW, TOPIC, TOPICS, entry, statement

PRISONS = replace(
    TOPIC,
    id="prison-transfers-northland",
    title="ISIS detainees: prisons and transfers",
    claims=(replace(ESCAPED, id="gate-escaped", title="Escaped from the Gate prison"), replace(HOMES, id="beds")),
)
BOTH: dict[str, Topic] = {**TOPICS, PRISONS.id: PRISONS}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("isis", PRISONS.title),
        ("Prison transfers", PRISONS.title),
        ("storm", TOPIC.title),
        ("dead", DEAD.title),
        ("gate-escaped", "Escaped from the Gate prison"),
        ("isis escaped", "Escaped from the Gate prison"),
        ("Storm Dead", DEAD.title),
    ],
)
def test_part_of_a_name_will_do_and_a_topic_comes_before_its_claims(words: str, found: str) -> None:
    assert find_target(BOTH, words).title == found


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("escapd", "Did you mean escaped or gate-escaped?"),
        ("misssing", "Did you mean storm-missing?"),
        ("and", "There is no topic or claim 'and'."),
        ("a", "'a' fits several claims"),
        ("xyzzy", "There is storm-dead, storm-missing, homes, escaped, ceiling and 2 more."),
        ("x" * 4_000, "There is no topic or claim 'xxx"),
        ("@everyone <!channel> \u202e", "There is no topic or claim"),
    ],
)
def test_a_slip_is_answered_with_the_few_names_that_are_nearest(words: str, hint: str) -> None:
    with pytest.raises(UnknownName) as error:
        find_target(BOTH, words)
    assert hint in str(error.value)
    assert len(str(error.value)) < 200


async def test_figures_of_some_claims_are_shared_and_paged_as_those_claims() -> None:
    wide = replace(TOPIC, claims=(*(replace(DEAD, id=f"dead-{n}", title=f"Dead {n}") for n in range(12)), HOMES))
    room = Room(topics={wide.id: wide})
    await room.write(*(entry(statement(str(n), n, claim=claim)) for n, claim in enumerate(wide.claims, start=1)))
    answered = await room.answer("figures dead")
    (view,) = answered.views
    assert isinstance(view, CardView)
    assert [button.words for button in (*view.buttons, *answered.buttons)] == [
        "figures dead page 2",
        "share figures dead",
    ]
    whole = await room.answer("figures storm")
    assert [button.words for button in whole.buttons] == [f"share figures {topic_key(wide.id)}"]
    one = await room.answer("figures dead-3")
    assert [button.words for button in one.buttons] == [f"share figures {claim_key(wide.id, 'dead-3')}"]


async def test_where_nothing_is_disputed_that_is_said() -> None:
    room = Room()
    assert "No figure on record yet." in await room.say("figures homes")
    await room.write(entry(statement("3", 3, claim=HOMES)))
    assert "Nothing disputed" in await room.say("figures homes")


async def test_follow_without_words_tells_what_is_followed() -> None:
    room = Room()
    assert "follows nothing" in await room.say("follow")
    await room.say("follow homes")
    assert (await room.say("follow")) == (await room.say("here"))


async def test_several_topics_are_offered_by_name() -> None:
    (view,) = (await Room(topics=BOTH).answer("here")).views
    assert isinstance(view, CardView)
    assert [(button.label, button.words) for button in view.buttons] == [
        ("Look", "figures"),
        ("Follow here: The storm", f"follow {topic_key('storm')}"),
        ("Follow here: ISIS detainees…", f"follow {topic_key(PRISONS.id)}"),
    ]


async def test_a_channel_that_follows_nothing_still_sees_its_mutes() -> None:
    room = Room()
    await room.say("mute dead 24h")
    text = await room.say("here")
    assert text.startswith("This channel follows nothing.")
    assert "Mutes\n   Storm dead: ends in 24 h" in text
    assert "Tracked: The storm (5 claims)." in text


async def test_a_claim_of_a_followed_or_muted_topic_is_not_said_to_be_silent_or_heard() -> None:
    room = Room()
    await room.say("follow storm")
    assert "still hears of it, since it follows The storm" in await room.say("unfollow dead")
    await room.say("mute storm 24h")
    told = await room.say("unmute dead")
    assert told.startswith("Was not muted by itself here: Storm dead")
    assert "the whole topic is muted" in told
    assert (await room.say("unmute storm")).startswith("No longer muted here: The storm")


async def test_quiet_hours_without_a_zone_say_that_they_are_in_utc() -> None:
    room = Room()
    assert "Set them: quiet 22:00-07:00" in await room.say("quiet")
    told = await room.say("quiet 22-7")
    assert told.startswith("Quiet hours here: 22:00-07:00 UTC")
    assert "No zone was named" in told
    assert "No zone was named" not in await room.say("quiet 22-7 Berlin")
    assert (await room.say("quiet")).startswith("Quiet hours here: 22:00-07:00 Europe/Berlin")
    assert "all day" in await room.say("quiet 7:00-7:00 UTC")


async def test_what_is_taken_back_reads_so_in_every_answer() -> None:
    room = Room()
    old = statement("more than 400", 400, source="guards")
    gone = replace(statement("more than 400", 400, source="guards"), modality=Modality.DENIED)
    await room.write(entry(old), entry(gone, Kind.WITHDRAWN, old, rule=Rule.WITHDRAWN, recorded=NOW))
    for words in ("history dead", "since 8h", f"why {gone.id}"):
        text = await room.say(words)
        assert "takes it back" in text
        assert "denied" not in text


async def test_a_count_that_rose_is_up_in_every_answer_as_in_its_post() -> None:
    room = Room()
    old, new = statement("24", 24), statement("61", 61)
    await room.write(entry(old), entry(new, Kind.UPDATE, old, rule=Rule.GROWN, recorded=NOW))
    for words in ("history dead", "since 8h", f"why {new.id}"):
        assert "🟢 UP " in await room.say(words)


async def test_a_figure_on_record_without_a_quote_shows_no_empty_one() -> None:
    room = Room()
    known = replace(statement("24", 24), quote="")
    await room.write(entry(known))
    assert "“" not in await room.say("history dead")
    assert "Quote: none: it was on record from the start" in await room.say(f"why {known.id}")


async def test_what_was_known_at_the_start_is_no_change() -> None:
    room = Room()
    known = replace(statement("24", 24), cue=ON_RECORD, quote="")
    await room.write(entry(known, recorded=NOW), entry(statement("3", 3, claim=HOMES), recorded=NOW))
    told = await room.say("since 8h")
    assert told.startswith("1 change in this time")
    assert "Posted: no: it was on record from the start" in await room.say(f"why {known.id}")
    assert list(await last_changes(room.desk())) == [(TOPIC.id, HOMES.id)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("mute dead for 3 days", "Ends in 3 days."),
        ("mute dead until it changes", "Ends when a source changes its figure."),
        ("mute dead until change", "Ends when a source changes its figure."),
        ("tally mute dead forever", "Ends never"),
        ("/tally mute dead 2 weeks", "Ends in 14 days."),
    ],
)
async def test_lengths_are_understood_as_people_say_them(words: str, told: str) -> None:
    assert told in await Room().say(words)


async def test_the_outlets_own_voice_is_named_once_a_line() -> None:
    room = Room()
    await room.write(entry(statement("24", 24, source=None, outlet="Coast Herald"), recorded=NOW))
    assert (await room.say("since 8h")).count("Coast Herald") == 1


async def test_why_offers_to_restore_what_was_rejected() -> None:
    room = Room()
    known = statement("24", 24)
    await room.write(entry(known))
    for opinion, label in ((None, "Wrong reading"), (Opinion.REJECTED, "Restore"), (Opinion.FLAGGED, "Restore")):
        if opinion is not None:
            remark = Remark(
                platform="chat", server="paper", statement=known.id, opinion=opinion, person="ana", at=room.now
            )
            async with room.store.transaction() as transaction:
                await transaction.remark(remark)
        room.wait(timedelta(minutes=1))
        (view,) = (await room.answer(f"why {known.id}")).views
        assert isinstance(view, WhyView)
        assert [button.label for button in view.buttons] == ["History", label]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("<https://news.example/a>", "https://news.example/a"),
        ("<https://news.example/a|news.example/a>", "https://news.example/a"),
        ("news.example/2026/a", "https://news.example/2026/a"),
        ("www.news.example", "https://www.news.example"),
        ("137", ""),
        ("1,500", ""),
        ("24/7", ""),
        ("dead.", ""),
        ("https://news.example/a says 137 died", ""),
    ],
)
def test_an_address_is_known_as_people_copy_it(typed: str, address: str) -> None:
    assert typed_address(typed) == address


def test_an_address_that_is_not_fetched_is_no_text() -> None:
    with pytest.raises(UnknownName, match="only http and https"):
        typed_address("ftp://news.example/a")


async def test_a_text_that_names_no_topic_is_read_for_all_and_says_so() -> None:
    counting = replace(ESCAPED, counts=("inmate",), event=("escape",))
    topics = {TOPIC.id: replace(TOPIC, claims=(counting,)), PRISONS.id: replace(PRISONS, about=(("ISIS",),))}
    room = Room(topics=topics)
    room.parts["steps"] = make_steps(topics.values())
    text = await room.say("check Police said on Friday that 31 inmates escaped from Harbour prison.")
    assert "FIRST Harbour prison escapees\n   31" in text
    assert "does not say that it is about a topic under watch" in text
    assert "no figure in it answers a claim" in await room.say("check hello")
    assert "No figure was found in it." in await room.say("check The storm is over.")


async def test_an_answer_of_any_command_has_no_character_that_a_terminal_obeys() -> None:
    article = Article(
        id="a", url="https://news.example/a", outlet="o", published=NOW, title="\x1b[2J\x07title", text="a storm"
    )

    async def page(url: str) -> Article:
        assert url
        return article

    room = Room()
    room.parts |= {"steps": STEPS, "page": page}
    for words in ("check https://news.example/a", "figures \x1b[2J", "why \x9b31m", "mute \u202e\x00 24h", "\ud83d"):
        text = "".join(as_text(view) for view in (await room.answer(words)).views)
        assert all(character.isprintable() for character in text.replace("\n", ""))
