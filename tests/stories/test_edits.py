"""Articles that change, over real HTTP: edits, removed figures, adverts, walls, and copies of one wire story."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.current import topic_figures
from bot.model import ArticleRecord, FullText, Kind, Outcome, TakenFrom
from bot.views import post_view
from tests.doubles.press import POLL, Press, a_page, a_press

QUARTER = timedelta(minutes=16)
"""A little more than the time after which a fresh article is read again."""
TOLL = "The storm killed {} people, the disaster agency said on Thursday."
REST = (
    (
        "Rescue crews went from house to house through the night and brought families to schools on higher ground, "
        "where volunteers handed out blankets, water and bread until the morning came and the wind began to fall."
    ),
    (
        "Roads to the north stay closed until engineers have looked at the bridges, and trains will not run before "
        "the end of the week, the railway company told its passengers in a message on its own pages."
    ),
)
SUMMARY = "A storm has come over the north."
PAYWALL = "Subscribe to continue reading. Already a subscriber? Log in to see all 900 stories of this month."


def a_story(toll: object) -> str:
    """Print the wire's story as a page."""
    return a_page(TOLL.format(toll), *REST)


async def printed(press: Press, page: str, text: str = SUMMARY) -> list[Kind]:
    """Print an article in the Herald and read it; return what it alerted."""
    press.pages["storm"] = page
    press.print("herald", "storm", text)
    return await press.pass_time()


async def edited(press: Press, page: str) -> list[Kind]:
    """Change the page, and let it be read again; return what that alerted."""
    press.pages["storm"] = page
    return await press.pass_time(QUARTER)


async def last_version(press: Press) -> ArticleRecord:
    """Return the article as it was stored last."""
    return (await press.store.articles(1))[0]


async def test_a_number_changed_by_the_same_source_is_one_revision_with_both_quotes(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        assert await printed(press, a_story(150)) == [Kind.FIRST]
        await press.posts()

        assert await edited(press, a_story(450)) == [Kind.REVISION]

        (post,) = await press.posts()
        topics = {topic.id: topic for topic in press.topics}
        (alert,) = post_view(post, topics, press.clock.now()).alerts
        quotes = ["".join(span.text for span in quote) for quote in alert.quotes]
        assert quotes == [f"“{TOLL.format(450)}”", f"earlier: “{TOLL.format(150)}”"]
        assert "450, was 150" in alert.headline
        assert post.outlet == "herald"
        for _ in range(3):
            assert await press.pass_time(QUARTER) == []
        assert await press.posts() == []
        assert (await last_version(press)).article.version == 2


async def test_an_edit_inherits_the_day_of_the_first_printing(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_page("The storm killed 150 people, the disaster agency said.", *REST))
        press.pages["storm"] = a_page("The storm killed 450 people, the disaster agency said.", *REST)
        await press.pass_time(timedelta(days=2))
        (alert,) = press.alerts()
        assert alert.kind is Kind.REVISION
        assert alert.statement.as_of == alert.against[0].as_of


@pytest.mark.parametrize(
    "page",
    [
        a_page(TOLL.format(150), *REST, advert="Win one of 6,000 prizes! 450 people have"),
        a_page(TOLL.format(150).replace("storm", "heavy storm"), *REST),
        a_page(TOLL.format(150), "The wind fell.", *REST, title="A storm in the north"),
        a_page(*REST, TOLL.format(150)),
    ],
    ids=["advert", "word", "paragraph and title", "order"],
)
async def test_an_edit_that_changes_no_figure_is_silent_and_no_version(tmp_path: Path, page: str) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        await press.posts()

        assert await edited(press, page) == []

        assert press.taken() == []
        assert await press.posts() == []
        assert (await last_version(press)).article.version == 1
        assert len(await press.store.entries("storm")) == 1


async def test_a_figure_that_is_removed_is_a_note(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        await press.posts()

        assert await edited(press, a_page("The storm killed people in the north.", *REST)) == [Kind.WITHDRAWN]

        (alert,) = press.alerts()
        assert alert.level == "note"
        assert await press.posts() == []
        assert await edited(press, a_story(150)) == [Kind.NOTE]


async def test_a_page_that_lost_most_of_its_text_is_believed_the_second_time(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        stub = a_page("The storm killed people in the north, and we will bring you more on this as soon as we can.")
        assert await edited(press, stub) == []
        assert await edited(press, stub) == [Kind.WITHDRAWN]


async def test_an_article_is_read_again_ever_more_seldom_and_at_last_no_more(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        looks = []
        for days in (1, 6, 23, 60):
            press.asked.clear()
            for _ in range(4):
                await press.pass_time(timedelta(days=days) / 4)
            looks.append(len(press.asked))
        assert looks == [4, 4, 4, 0]


async def test_a_feed_that_only_bumps_the_date_is_no_event(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald", full_text=FullText.AUTO) as press:
        press.print("herald", "storm", TOLL.format(150) + "\n\n" + "\n\n".join(REST))
        assert await press.pass_time() == [Kind.FIRST]
        for hour in (12, 13):
            stamp = f"Thu, 22 Jan 2026 {hour}:00:00 GMT"
            press.print("herald", "storm", TOLL.format(150) + "\n\n" + "\n\n".join(REST), printed=stamp)
            assert await press.pass_time() == []
        assert len(await press.store.articles(10)) == 1
        assert len(await press.posts()) == 1


async def test_an_item_that_its_feed_tells_differently_is_read_at_the_next_poll(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald", full_text=FullText.NEVER) as press:
        press.print("herald", "storm", TOLL.format(150))
        assert await press.pass_time() == [Kind.FIRST]
        press.print("herald", "storm", TOLL.format(450))
        assert await press.pass_time() == [Kind.REVISION]
        press.print("herald", "storm", TOLL.format(450) + " Our chairs cost 99 dollars.")
        assert await press.pass_time() == []
        assert press.asked == []


async def test_a_page_is_looked_at_when_its_feed_moves_its_date_but_not_at_each_poll(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        press.pages["storm"] = a_story(450)
        press.print("herald", "storm", SUMMARY, printed="Thu, 22 Jan 2026 11:30:00 GMT")
        assert await press.pass_time() == [Kind.REVISION]
        press.asked.clear()
        for minute in range(12):
            press.print("herald", "storm", SUMMARY, printed=f"Thu, 22 Jan 2026 11:{31 + minute}:00 GMT")
            await press.wake()
            assert await press.pass_time(timedelta(minutes=1)) == []
        assert 2 <= len(press.asked) <= 3


async def test_an_article_that_was_off_topic_is_read_once_its_feed_puts_it_on_one(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald", full_text=FullText.NEVER) as press:
        press.print("herald", "storm", "Crews are on their way to the harbour.", title="Breaking news")
        assert await press.pass_time() == []
        assert (await last_version(press)).outcome is Outcome.OFF_TOPIC
        press.print("herald", "storm", TOLL.format(150), title="Breaking news")
        assert await press.pass_time() == [Kind.FIRST]
        press.print("herald", "storm", TOLL.format(450), title="Breaking news")
        assert await press.pass_time() == [Kind.REVISION]
        assert [(each.outcome, each.article.version) for each in await press.store.articles(5)] == [
            (Outcome.MATCHED, 2),
            (Outcome.MATCHED, 1),
        ]


async def test_the_page_of_an_article_that_was_off_topic_is_looked_at_too(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        press.pages["storm"] = a_page("Crews are on their way to the harbour.", *REST[1:], title="Breaking news")
        press.print("herald", "storm", "Crews are out.", title="Breaking news")
        assert await press.pass_time() == []
        assert (await last_version(press)).outcome is Outcome.OFF_TOPIC
        press.pages["storm"] = a_story(150)
        press.print("herald", "storm", SUMMARY, title="Breaking news")
        assert await press.pass_time() == [Kind.FIRST]
        assert (await last_version(press)).article.taken_from is TakenFrom.PAGE
        press.asked.clear()
        await press.pass_time(QUARTER)
        assert press.asked == ["storm"]


async def test_of_what_stood_in_a_feed_at_first_contact_only_a_changed_figure_is_news(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald", full_text=FullText.AUTO, baseline=True) as press:
        other = "The health ministry says that 30 people died in the storm."
        press.print("herald", "storm", f"{TOLL.format(150)} {other}")
        assert await press.pass_time() == []
        for comments in (3, 4):
            press.print("herald", "storm", f"{TOLL.format(150)} {other} Read by thousands. {comments} comments.")
            assert await press.pass_time(QUARTER) == []
        press.print("herald", "storm", f"{TOLL.format(450)} {other}")
        assert await press.pass_time(QUARTER) == [Kind.FIRST]
        assert [entry.statement.figure.value for entry in await press.store.entries("storm")] == [450]
        assert [each.outcome for each in await press.store.articles(5)] == [Outcome.MATCHED, Outcome.BASELINE]
        assert press.asked == []


async def test_a_page_is_looked_at_as_soon_as_its_feed_tells_it_differently(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        press.pages["storm"] = a_story(450)
        press.print("herald", "storm", "The storm in the north was worse than thought.")
        assert await press.pass_time() == [Kind.REVISION]


async def test_only_articles_on_a_topic_are_read_again(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        press.pages["fair"] = a_page(
            "The fair drew 150 people to the harbour on Thursday, its director said.", title="A fair"
        )
        press.print("herald", "fair", "A fair is held in the harbour.", title="A fair")
        await press.pass_time()
        assert (await last_version(press)).outcome is Outcome.OFF_TOPIC
        press.asked.clear()
        await press.pass_time(timedelta(days=1))
        assert press.asked == []


@pytest.mark.parametrize("page", [a_page(PAYWALL), None], ids=["paywall", "not found"])
async def test_where_a_page_cannot_be_read_its_summary_is_and_the_page_is_tried_again(
    tmp_path: Path, page: str | None
) -> None:
    async with a_press(tmp_path, "herald", full_text=FullText.AUTO) as press:
        if page is not None:
            press.pages["storm"] = page
        press.print("herald", "storm", f"{TOLL.format(150)} [...]")
        assert await press.pass_time() == [Kind.FIRST]
        record = await last_version(press)
        assert (record.outcome, record.article.taken_from) == (Outcome.MATCHED, TakenFrom.SUMMARY)
        assert "/pages/storm: " in record.reason

        assert await edited(press, a_page(TOLL.format(150), "The health ministry says 210 people died.", *REST)) == [
            Kind.CONFLICT
        ]
        record = await last_version(press)
        assert (record.article.taken_from, record.reason) == (TakenFrom.PAGE, "")


async def test_a_wall_is_unreadable_with_its_reason_and_given_up_after_some_looks(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        assert await printed(press, a_page(PAYWALL)) == []
        record = await last_version(press)
        assert record.outcome is Outcome.UNREADABLE
        assert record.reason.endswith("/pages/storm: stands behind a paywall")
        for _ in range(20):
            assert await press.pass_time(timedelta(days=1)) == []
        assert 3 <= len(press.asked) <= 6
        assert await press.store.entries("storm") == ()


async def test_an_unreadable_article_that_opens_later_is_read_as_its_first_version(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_page(PAYWALL))
        assert await edited(press, a_story(150)) == [Kind.FIRST]
        (record,) = await press.store.articles(5)
        assert (record.outcome, record.article.version) == (Outcome.MATCHED, 1)


async def test_forty_copies_of_one_wire_story_alert_once_and_are_all_on_record(tmp_path: Path) -> None:
    outlets = [f"site{number}" for number in range(40)]
    async with a_press(tmp_path, *outlets) as press:
        for outlet in outlets:
            press.pages[outlet] = a_page(TOLL.format(150), *REST, f"Printed by {outlet}.")
            press.print(outlet, outlet, SUMMARY)

        assert await press.pass_time() == [Kind.FIRST]

        assert len(await press.posts()) == 1
        entries = await press.store.entries("storm")
        assert sorted({entry.statement.outlet for entry in entries}) == sorted(outlets)
        assert {entry.verdict.kind for entry in entries[1:]} == {Kind.REPEAT}
        copies = [record for record in await press.store.articles(50) if record.article.origin is not None]
        assert len(copies) == 39
        (topic,) = press.topics
        (figure,) = topic_figures(topic, entries, topic.claims).claims[0].figures
        assert len(figure.outlets) == 40


async def test_a_copy_with_one_number_changed_is_a_conflict(tmp_path: Path) -> None:
    outlets = ["wire", *(f"site{number}" for number in range(5))]
    async with a_press(tmp_path, *outlets) as press:
        press.pages["wire"] = a_story(150)
        press.print("wire", "wire", SUMMARY)
        assert await press.pass_time() == [Kind.FIRST]
        await press.posts()
        for number, outlet in enumerate(outlets[1:]):
            press.pages[outlet] = a_story(450 if number == 2 else 150)
            press.print(outlet, outlet, SUMMARY)

        assert await press.pass_time() == [Kind.CONFLICT]

        (post,) = await press.posts()
        (alert,) = post_view(post, {topic.id: topic for topic in press.topics}, press.clock.now()).alerts
        assert "450 v 150" in alert.headline
        assert post.outlet == "site2"
        press.pages["site2"] = a_story(150)
        for time in (QUARTER, POLL):  # of one host, what has no room is put off a little
            await press.pass_time(time)
        (topic,) = press.topics
        (claim,) = topic_figures(topic, await press.store.entries("storm"), topic.claims).claims
        assert [figure.statement.figure.surface for figure in claim.figures] == ["150"]


async def test_polls_go_on_while_pages_are_read_again(tmp_path: Path) -> None:
    async with a_press(tmp_path, "herald") as press:
        await printed(press, a_story(150))
        press.pages["more"] = a_page("The storm killed 152 people, the health ministry said.", *REST)
        press.print("herald", "more", SUMMARY)
        press.pages["storm"] = a_story(450)
        assert sorted(await press.pass_time(max(QUARTER, POLL))) == sorted([Kind.CONFLICT, Kind.REVISION])
