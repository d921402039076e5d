"""Every command as it is typed in a channel: what it does, what it says, and who may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.console import Platform as Console
from adapters.storage import MemoryStore
from bot.alerts import sort_out
from bot.commands import (
    BY_NAME,
    COMMANDS,
    Answer,
    ArgumentKind,
    Command,
    Request,
    Who,
    find_target,
    summarise,
    understood,
)
from bot.commands.judging import TYPED
from bot.errors import FaultyResource, StoreFull, UnknownName
from bot.ledger import Rule
from bot.model import (
    Amendment,
    Article,
    CardView,
    Entry,
    Feed,
    FeedState,
    Follow,
    FollowLevel,
    Hedge,
    HistoryView,
    Kind,
    Notice,
    Outgoing,
    Paused,
    Post,
    PostView,
    WhyView,
)
from bot.views.naming import claim_key, topic_key
from bot.views.service import REPEATS
from tests.bot.commands.room import Room
from tests.doubles.clock import FakeClock
from tests.doubles.steps import STEPS
from tests.newsroom import DEAD, ESCAPED, HOMES, MISSING, NOW, TOPIC, TOPICS, alert, entry, statement
from tests.records import bound_for, lease

HOUR = timedelta(hours=1)
STORM, DEATHS = topic_key(TOPIC.id), claim_key(TOPIC.id, DEAD.id)


def a_dispute() -> tuple[Entry, Entry]:
    """Return the ministry's figure, and the guards' against it an hour later."""
    ministry = statement("around 120", 120, Hedge.ABOUT, claim=ESCAPED, source="ministry")
    guards = statement("at least 1,500", 1500, Hedge.AT_LEAST, claim=ESCAPED, source="guards")
    return (
        entry(ministry, Kind.FIRST, rule=Rule.FIRST, recorded=NOW - 3 * HOUR),
        entry(guards, Kind.CONFLICT, ministry, rule=Rule.CONTRADICTED, recorded=NOW - 2 * HOUR),
    )


def numbers(claims: int) -> list[Entry]:
    """Return a figure on each of the newsroom's claims."""
    return [entry(statement(str(n), n, claim=claim)) for n, claim in enumerate(TOPIC.claims[:claims], start=3)]


def card(answered: Answer) -> CardView:
    """Return the one card of an answer."""
    (view,) = answered.views
    assert isinstance(view, CardView)
    return view


# -- figures, history, why, since


async def test_figures_show_a_line_a_source_with_day_origins_and_outlets() -> None:
    room = Room()
    first, second = a_dispute()
    again = statement("120", 120, claim=ESCAPED, source="ministry", outlet="The Bay", as_of=date(2026, 1, 22))
    await room.write(first, second, entry(again, Kind.REPEAT, first.statement))
    view = card(await room.answer("figures escaped"))
    assert view.sections[0].heading == "🔴 DISPUTED Harbour prison escapees · 2 origins, 2 outlets"
    assert [["".join(span.text for span in line)] for line in view.sections[0].lines] == [
        ["120 · Northland government · as of 22 Jan · 2 outlets: The Bay, Coast Herald"],
        ["at least 1,500 · Prison guards and unions · printed 22 Jan · 1 outlet: Coast Herald"],
    ]


async def test_figures_are_paged_by_fives_disputed_first_with_words_that_ask_for_the_next_page() -> None:
    wide = replace(TOPIC, claims=tuple(replace(DEAD, id=f"c{n}", title=f"Claim {n}", key=False) for n in range(12)))
    room = Room(topics={wide.id: wide})
    await room.write(*(entry(statement(str(n), n, claim=claim)) for n, claim in enumerate(wide.claims, start=1)))
    rival = statement("999", 999, claim=wide.claims[11], source="guards", as_of=date(2026, 1, 20))
    await room.write(entry(rival, Kind.CONFLICT))
    seen = []
    words = "figures storm"
    for _ in range(3):
        view = card(await room.answer(words))
        seen += [section.heading.partition(" ·")[0] for section in view.sections]
        words = next((button.words for button in view.buttons if button.label == "Next"), "")
        assert len(words) <= 100
    assert seen == ["🔴 DISPUTED Claim 11", *(f"Claim {n}" for n in range(11))]
    assert words == ""
    beyond = card(await room.answer("figures storm page 99"))
    assert [button.label for button in beyond.buttons] == ["Previous"]


async def test_bare_words_ask_for_figures() -> None:
    room = Room()
    await room.write(*numbers(2))
    assert await room.say("dead") == await room.say("figures dead")


async def test_history_brings_a_picture_beside_its_text() -> None:
    room = Room()
    await room.write(*a_dispute())
    answered = await room.answer("history escaped")
    assert isinstance(answered.views[0], HistoryView)
    (picture,) = answered.files
    assert (picture.name, picture.data) == ("history.png", b"storm/escaped")
    assert "Harbour prison escapees" in picture.alt


async def test_history_of_nothing_has_no_picture() -> None:
    assert (await Room().answer("history homes")).files == ()


async def test_since_tells_what_changed_newest_first_and_only_in_that_time() -> None:
    room = Room()
    first, second = a_dispute()
    await room.write(first, second, entry(statement("7", 7), Kind.REPEAT, recorded=NOW - HOUR))
    told = f"#{second.statement.id[:5]}"
    assert (await room.say("since 150m")).splitlines() == [
        "1 change in this time",
        f"   🔴 CONFLICT {ESCAPED.title}: at least 1,500 (Prison guards and unions) · Coast Herald · 2 h ago · {told}",
        "Since 2 h ago. why ID shows the quote.",
    ]
    assert (await room.say("since")).startswith("2 changes")
    assert "Nothing changed." in await room.say("since 1h")


async def test_since_keeps_to_what_the_channel_follows() -> None:
    flood = replace(TOPIC, id="flood", title="The flood")
    room = Room(topics={**TOPICS, "flood": flood})
    await room.write(*a_dispute())
    assert (await room.say("since 8h")).startswith("2 changes")
    await room.say("follow flood")
    assert (await room.say("since 8h")).startswith("0 changes")


# -- follow, mute, quiet, here


async def test_a_channel_that_follows_nothing_is_told_what_is_tracked() -> None:
    answered = await Room().answer("here")
    view = card(answered)
    assert view.title == "This channel follows nothing."
    assert view.note[0].text == "Tracked: The storm (5 claims)."
    assert [(button.label, button.words) for button in view.buttons] == [
        ("Look", f"figures {STORM}"),
        ("Follow here", f"follow {STORM}"),
    ]


async def test_the_first_follow_shows_a_sample_that_says_so_and_the_second_does_not() -> None:
    room = Room()
    first = await room.answer("follow storm")
    sample = first.views[1]
    assert isinstance(sample, PostView)
    assert sample.preview.startswith("SAMPLE ")
    assert len(sample.preview) <= 80
    assert sample.url == ""
    assert len((await room.answer("follow dead all")).views) == 1


async def test_following_says_what_will_be_heard_and_here_shows_it() -> None:
    room = Room()
    assert "It hears: conflicts only." in await room.say("follow storm conflicts")
    await room.say("follow dead")
    assert await room.store.following(room.place) == (
        Follow(platform="chat", server="paper", channel="desk", topic="storm", level=FollowLevel.CONFLICTS),
        Follow(platform="chat", server="paper", channel="desk", topic="storm", claim=DEAD.id),
    )
    here = await room.say("here")
    assert "   The storm: conflicts (conflicts only)" in here
    assert "   Storm dead: changes (" in here


async def test_a_topics_board_goes_with_its_last_follow() -> None:
    room = Room()
    await room.say("follow storm")
    await room.say("follow dead")
    await room.say("unfollow dead")
    assert await room.store.board(room.place, "storm") is not None
    assert (await room.say("unfollow storm")) == "This channel no longer follows: The storm"
    assert await room.store.board(room.place, "storm") is None
    assert (await room.say("unfollow storm")) == "This channel did not follow: The storm"


@pytest.mark.parametrize(
    ("words", "until", "until_changed", "said"),
    [
        ("mute homes", NOW + 24 * HOUR, False, "in 24 h"),
        ("mute homes 1h", NOW + HOUR, False, "in 60 min"),
        ("mute homes 7d", NOW + timedelta(days=7), False, "in 7 days"),
        ("mute homes 90 minutes", NOW + 1.5 * HOUR, False, "in 90 min"),
        ("mute homes until changed", None, True, "when a source changes its figure"),
        ("mute homes forever", None, False, "never, until unmute"),
    ],
)
async def test_a_mute_says_when_it_ends(words: str, until: object, until_changed: bool, said: str) -> None:
    room = Room()
    text = await room.say(words)
    assert f"Ends {said}." in text
    (mute,) = await room.store.muted(room.place, NOW)
    assert (mute.topic, mute.claim, mute.until, mute.until_changed) == ("storm", HOMES.id, until, until_changed)
    assert "No longer muted here: Homes destroyed" in await room.say("unmute homes")
    assert await room.store.muted(room.place, NOW) == ()
    assert await room.say("unmute homes") == "Was not muted here: Homes destroyed"


ARTICLE = Article(id="a1", url="https://news.example/a1", outlet="Coast Herald", published=NOW, title="T", text="t")


async def arrive(room: Room, kind: Kind = Kind.CONFLICT, rule: str = Rule.CONTRADICTED) -> tuple[Outgoing, ...]:
    """Let news on the dead arrive, and return what goes out to the room."""
    news = alert(kind, statement("31", 31), statement("24", 24), rule=rule)
    async with room.store.transaction() as transaction:
        found = sort_out([news], ARTICLE, await transaction.audience(["storm"], room.now), room.now)
        await transaction.queue(found.posts, room.now)
        await transaction.hold(found.held)
        for mute in found.ended:
            await transaction.drop_mute(mute.place, mute.topic, mute.claim)
    return found.posts


async def test_what_a_mute_holds_back_is_shown_by_here_and_counted_by_unmute() -> None:
    room = Room()
    await room.say("follow storm")
    await room.say("mute storm 24h")
    assert await arrive(room) == ()
    room.wait(HOUR)
    assert "   🔴 CONFLICT Storm dead: 31 (Coast Herald) #" in await room.say("here")
    assert "1 alert held back in the last 7 days: here shows them." in await room.say("unmute storm")
    assert len(await arrive(room)) == 1


async def test_a_mute_until_changed_ends_with_the_change_that_is_posted() -> None:
    room = Room()
    await room.say("follow storm")
    await room.say("mute dead until changed")
    assert await arrive(room) == (), "one more voice in the same quarrel"
    assert len(await arrive(room, Kind.REVISION, Rule.REVISED)) == 1
    assert await room.store.muted(room.place, room.now) == ()


async def test_quiet_hours_hold_posts_back_and_a_summary_follows() -> None:
    room = Room()
    await room.say("follow storm")
    assert "Quiet hours here: 11:00-14:00 Europe/London" in await room.say("quiet 11-14 london")
    assert await arrive(room) == ()
    assert "quiet hours" in await room.say("here")
    await room.say("here")
    await summarise(room.desk())
    assert await lease(room.store) == (), "it is quiet still"
    room.wait(2 * HOUR)
    await summarise(room.desk())
    await summarise(room.desk())
    (queued,) = await lease(room.store, after=2 * HOUR)
    notice = queued.post
    assert isinstance(notice, Notice)
    assert notice.place == room.place
    assert notice.title == "While it was quiet: 1 alert"
    assert notice.lines[0].startswith("🔴 CONFLICT Storm dead: 31 (Coast Herald) #")


async def test_quiet_hours_that_are_ended_early_tell_at_once_what_they_held() -> None:
    room = Room()
    await room.say("follow storm")
    await room.say("quiet 00:00-23:59 UTC")
    await arrive(room)
    assert await room.say("quiet off") == "No more quiet hours here."
    (queued,) = await lease(room.store)
    assert isinstance(queued.post, Notice)
    assert await room.say("quiet off") == "There were no quiet hours here."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("quiet 25:00-07:00 UTC", "'25:00-07:00' is no pair of hours. Say 22:00-07:00 Europe/Berlin, or off."),
        ("quiet 22:00-07:00 Berln", "There is no time zone 'Berln'. Did you mean Europe/Berlin"),
        ("quiet later", "'later' is no pair of hours."),
        ("mute homes 0h", "'0h' is too short: a minute to a year will do."),
        ("mute homes 9999d", "'9999d' is too long: a minute to a year will do."),
        ("mute", "Say which topic or claim: mute TOPIC OR CLAIM [1h|24h|7d|until changed|forever]"),
        ("history", "Say which claim: history CLAIM"),
        ("why", "Say which post or claim: why ID OR CLAIM"),
        ("reject", "Say which reading: reject STATEMENT ID"),
        ("check", "Say what to read: check ADDRESS OR TEXT"),
        ("share", "Say what to share: share figures, or another question with its words."),
        ("share nothing-here", "There is no topic or claim 'nothing-here'."),
        ("follow homes loud", "'loud' is no level. There is changes, conflicts, all."),
        ("mute homes 99999 days", "'99999 days' is no length of time. Say 1h, 24h, 7d, or such."),
        ("mute homes soon", "'soon' is no length of time."),
        ("feeds frobnicate", "'frobnicate' is nothing to do with feeds. There is list, add, remove,"),
        ("mut homes", "There is no command 'mut'. Did you mean mute?"),
        ("mute hmes", "There is no topic or claim 'hmes'. Did you mean homes?"),
        ("here now", "'now' is not understood here: nothing more is asked for."),
        ("reject homes", "'homes' is no id."),
        ("reject #00000", "No statement on record has an id that starts with #00000."),
        ("since yesterday", "'yesterday' is no length of time. Say 1h, 24h, 7d, or such."),
    ],
)
async def test_what_is_not_understood_is_answered_with_what_may_be_meant(words: str, said: str) -> None:
    answered = await Room().answer(words)
    assert card(answered).title.startswith(said)
    assert answered.private


# -- reject and restore


async def posted(room: Room, news: Entry) -> Post:
    """Let a post about an entry be delivered to the room."""
    post = bound_for("desk", "k1", platform="chat")
    assert isinstance(post, Post)
    told = alert(news.verdict.kind, news.statement)
    post = replace(post, server="paper", alerts=(told,))
    async with room.store.transaction() as transaction:
        await transaction.queue([post], NOW)
    (queued,) = await lease(room.store)
    await room.store.mark_posted(queued, "m1", NOW)
    return post


async def test_a_desks_rejection_counts_in_its_server_strikes_its_post_and_can_be_taken_back() -> None:
    room, rival = Room(), Room()
    rival.store, rival.place = room.store, replace(room.place, server="rival")
    first, wrong = a_dispute()
    await room.write(first, wrong)
    post = await posted(room, wrong)
    text = await room.say(f"reject #{wrong.statement.id[:6]}")
    assert "for this server" in text
    assert "1 post struck through." in text
    assert "at least 1,500" not in await room.say("figures escaped")
    assert "at least 1,500" in await rival.say("figures escaped")
    (queued,) = await lease(room.store)
    assert isinstance(queued.post, Amendment)
    assert (queued.post.post, queued.post.message) == (post, "m1")
    assert "rejected as a wrong reading already" in await room.say(f"reject {wrong.statement.id}")
    assert "Said of it: called a wrong reading by ana, just now" in await room.say(f"why {wrong.statement.id}")
    assert "Said of it" not in await rival.say(f"why {wrong.statement.id}")

    assert "counts again" in await room.say(f"restore {wrong.statement.id}")
    assert "at least 1,500" in await room.say("figures escaped")
    assert "was not rejected" in await room.say(f"restore {wrong.statement.id}")
    assert len(await room.store.entries("storm")) == 2, "the ledger is everyone's"


async def test_an_operators_rejection_corrects_the_ledger_for_everyone_and_both_are_kept() -> None:
    room, rival = Room(), Room()
    rival.store, rival.place = room.store, replace(room.place, server="rival")
    first, wrong = a_dispute()
    await room.write(first, wrong)
    for _ in range(2):
        assert "for everyone" in await room.say(f"reject {wrong.statement.id}", is_operator=True)
        assert "at least 1,500" not in await rival.say("figures escaped")
        assert "ask one to restore it" in await rival.say(f"restore {wrong.statement.id}")
        assert "for everyone" in await room.say(f"restore {wrong.statement.id}", is_operator=True)
        assert "at least 1,500" in await rival.say("figures escaped")
    assert len(await room.store.entries("storm")) == 6
    history = await room.say("history escaped")
    assert "background" not in history
    await room.say(f"reject {wrong.statement.id}", is_operator=True)
    assert "struck: 🔴 CONFLICT at least 1,500" in await room.say("history escaped")
    assert "Corrected: rejected by a person as a wrong reading" in await room.say(f"why {wrong.statement.id}")


async def test_who_may_not_reject_leaves_a_note_for_those_who_may() -> None:
    room = Room()
    first, wrong = a_dispute()
    await room.write(first, wrong)
    assert (await room.say(f"reject {wrong.statement.id}", is_desk=False)).startswith("Noted: you think")
    assert "at least 1,500" in await room.say("figures escaped")
    assert "Said of it: doubted by ana" in await room.say(f"why {wrong.statement.id}")


# -- check, feeds, health, help


async def test_a_text_is_read_in_place_and_leaves_no_trace() -> None:
    room = Room()
    room.parts["steps"] = STEPS
    ledger = await room.store.entries("storm")
    text = await room.say("check The storm killed 31 people, the agency said.")
    assert text.startswith(f"Checked: {TYPED}")
    assert text.endswith("Nothing posted, nothing recorded.")
    assert await room.store.entries("storm") == ledger
    assert await room.store.articles(5) == ()


async def test_an_address_is_fetched_through_its_port_and_a_fault_is_told() -> None:
    async def page(url: str) -> Article:
        if "gone" in url:
            raise FaultyResource(f"{url} does not answer.")
        return replace(ARTICLE, title="A storm", text="The storm killed 31 people.")

    room = Room()
    room.parts |= {"steps": STEPS, "page": page}
    assert (await room.say("check https://news.example/a1")).startswith("Checked: A storm")
    assert await room.say("check https://news.example/gone") == "https://news.example/gone does not answer."


async def test_feeds_are_listed_for_all_and_changed_by_operators_alone() -> None:
    room = Room()
    states = [
        FeedState(
            feed=Feed(url=f"https://{name}.example/rss", outlet=name), next_due=NOW, failures=failures, fault="Gone."
        )
        for name, failures in (("herald", 0), ("bay", 3))
    ]
    async with room.store.transaction() as transaction:
        await transaction.sync_feeds(states)
    text = await room.say("feeds", is_desk=False)
    assert text.splitlines()[:2] == ["2 feeds: 1 failing, 1 new", "bay: failing"]
    assert (await room.say("feeds pause herald")).startswith("Only operators may do that")
    assert (await room.say("feeds pause herald", is_operator=True)).startswith("herald is no longer polled.")
    assert [state.paused for state in await room.store.feed_states()] == [False, True]
    assert (await room.say("feeds retry https://bay.example/rss", is_operator=True)).startswith(
        "bay is asked again now."
    )
    assert (await room.say("feeds retry wire", is_operator=True)).startswith("There is no feed")
    assert (await room.say("feeds add https://wire.example/rss", is_operator=True)).startswith(
        "Feeds are not changed here"
    )


async def test_health_tells_lag_faults_and_delivery_and_names_no_other_servers_channel() -> None:
    room = Room()
    for server in ("paper", "rival"):
        await room.store.pause(
            Paused(place=replace(room.place, server=server), reason="no access", since=NOW, next_look=NOW + HOUR)
        )
    text = await room.say("health")
    assert "   chat channel desk of server paper: no access" in text
    assert "rival" not in text
    assert "rival" in await room.say("health", is_operator=True)


@pytest.mark.parametrize("can_look_back", [True, False])
async def test_health_tells_where_posts_may_repeat(*, can_look_back: bool) -> None:
    class Forgetful(Console):
        """A platform that may or may not be looked back on, by server."""

        def can_look_back(self, server: str) -> bool:
            """See bot.ports.Platform."""
            return can_look_back or server != "paper"

    room = Room()
    room.parts["platforms"] = {"chat": Forgetful(clock=FakeClock(NOW))}
    assert (REPEATS in await room.say("health")) is not can_look_back


async def test_help_says_in_five_lines_what_this_is_and_names_every_command() -> None:
    view = card(await Room().answer("help"))
    assert len(view.sections[0].lines) == 5
    named = {line[0].text.partition(" ")[0] for line in view.sections[1].lines}
    assert named == set(BY_NAME)


# -- rights, servers, sharing


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.who is not Who.ALL], ids=lambda command: command.name
)
async def test_what_changes_a_channel_is_for_the_desk(command: Command) -> None:
    room = Room()
    await room.write(*a_dispute())
    wrong = (await room.store.entries("storm"))[0].statement.id
    words = {"restore": f"restore {wrong}", "reject": f"reject {wrong}", "quiet": "quiet 22:00-07:00 UTC"}
    name = command.name
    await room.say(words.get(name, f"{name} storm"), is_desk=False)
    assert await room.store.following(room.place) == ()
    assert await room.store.muted(room.place, NOW) == ()
    assert await room.store.quiet(room.place) is None
    assert await room.store.rejected("chat", "paper") == frozenset()


async def test_a_server_sees_nothing_of_another() -> None:
    """Channels of one id in two servers: follows, mutes, quiet hours, what was held back, and rejections are apart."""
    mine, theirs = Room(), Room()
    theirs.store, theirs.place = mine.store, replace(mine.place, server="rival")
    await mine.write(*a_dispute())
    wrong = (await mine.store.entries("storm"))[1].statement.id
    before = [
        await theirs.say(words)
        for words in ("here", "figures", "history escaped", f"why {wrong}", "since 8h", "health")
    ]
    await mine.say("follow storm all")
    await mine.say("mute dead 7d")
    await mine.say("quiet 00:00-23:59 UTC")
    await arrive(mine)
    await mine.say(f"reject {wrong}")
    after = [
        await theirs.say(words)
        for words in ("here", "figures", "history escaped", f"why {wrong}", "since 8h", "health")
    ]
    assert after == before
    assert "muted" in await mine.say("here")


async def test_answers_are_private_until_they_are_shared_and_changes_never_are() -> None:
    room = Room()
    await room.write(*a_dispute())
    answered = await room.answer("figures escaped")
    assert answered.private
    (share,) = [button for button in answered.buttons if button.label == "Share"]
    shared = await room.answer(share.words)
    assert not shared.private
    assert shared.buttons == ()
    assert shared.views == answered.views
    assert (await room.answer("share mute storm")).private


async def test_every_button_asks_something_that_is_understood_within_a_hundred_characters() -> None:
    room = Room()
    await room.write(*a_dispute())
    wrong = (await room.store.entries("storm"))[1].statement.id
    seen = set()
    for words in (
        "here",
        "figures",
        "figures escaped",
        "history escaped",
        f"why {wrong}",
        "follow storm",
        "mute dead 1h",
    ):
        answered = await room.answer(words)
        on_views = [view.buttons for view in answered.views if isinstance(view, CardView | WhyView)]
        for button in (button for buttons in (*on_views, answered.buttons) for button in buttons):
            assert len(button.words) <= 100
            understood(room.request(button.words))
            assert "There is no" not in await room.say(button.words)
            seen.add(button.label)
    assert seen >= {"Share", "Look", "Follow here", "Unfollow", "Unmute", "History", "Wrong reading"}


async def test_a_store_that_fails_is_told_in_a_sentence() -> None:
    class Full(MemoryStore):
        """Has no room."""

        async def following(self, place: object) -> tuple[Follow, ...]:
            """See bot.ports.Store."""
            raise StoreFull(f"No room is left. {type(place).__name__}")

    assert (await Room(Full()).say("here")).startswith("The record cannot be read just now. No room is left.")


# -- typed arguments and free words


@pytest.mark.parametrize(
    ("words", "command", "given"),
    [
        ("mute storm dead 24h", "mute", {"what": "storm dead", "time": "24h"}),
        ("MUTE storm until changed", "mute", {"what": "storm", "time": "until changed"}),
        ("follow storm all", "follow", {"what": "storm", "level": "all"}),
        ("follow all", "follow", {"level": "all"}),
        ("figures storm page 2", "figures", {"of": "storm", "page": "page 2"}),
        ("quiet 22:00 - 07:00 new york", "quiet", {"hours": "22:00 - 07:00", "zone": "new york"}),
        (
            "feeds add https://a.example/rss The Bay",
            "feeds",
            {"action": "add", "what": "https://a.example/rss The Bay"},
        ),
        ("storm dead", "figures", {"of": "storm dead"}),
        ("/why #7F3K", "why", {"what": "#7F3K"}),
        ("check 31 dead, 24h after", "check", {"what": "31 dead, 24h after"}),
        ("", "help", {}),
    ],
)
def test_free_words_become_typed_arguments(words: str, command: str, given: dict[str, str]) -> None:
    found, arguments, _ = understood(Request(platform="chat", channel="desk", person="ana", words=words))
    assert (found.name, dict(arguments)) == (command, given)


async def test_typed_arguments_and_free_words_come_to_the_same() -> None:
    room = Room()
    typed = await room.say("", command="mute", arguments={"what": DEATHS, "time": "1h"})
    assert typed == await room.say("mute dead 1h")


@pytest.mark.parametrize("given", [{}, {"what": " "}])
async def test_a_typed_command_without_what_it_needs_says_so(given: dict[str, str]) -> None:
    assert (await Room().say("", command="mute", arguments=given)).startswith("Say which topic or claim: mute")


def test_a_command_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownName, match="There is no command 'dance'"):
        understood(Request(platform="chat", channel="desk", person="ana", command="dance"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_fits_what_platforms_declare(command: Command) -> None:
    assert command.name.islower()
    assert len(command.summary) <= 100
    names = [argument.name for argument in command.arguments]
    assert len(set(names)) == len(names)
    required = [argument.required for argument in command.arguments]
    assert required == sorted(required, reverse=True), "Discord wants required options first"
    assert all(len(argument.summary) <= 100 for argument in command.arguments)
    assert all(argument.choices or argument.kind is not ArgumentKind.ACTION for argument in command.arguments)


def test_keys_of_topics_and_claims_are_names_too() -> None:
    assert find_target(TOPICS, STORM).claim is None
    assert find_target(TOPICS, DEATHS.lower()).claim is DEAD
    assert find_target(TOPICS, "missing").claim is MISSING
