"""A channel of Slack in which people ask and alerts appear, and what goes against Slack's rules there."""

from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.stories.newsroom import EDITOR
from tests.waiting import PATIENCE


class Newsroom:
    """A channel in which people ask and alerts appear."""

    def __init__(self, slack: SlackSteering, channel: str) -> None:
        self.slack = slack
        self.channel = channel

    async def asked(self, words: str, who: str = EDITOR) -> Json:
        """Run a command; the answer is private and acknowledged in time."""
        answered = await self.slack.run(who, self.channel, f"/tally {words}")
        assert (answered["acked"], answered["failed"]) == (True, ""), answered
        assert answered["message"]["is_ephemeral"]
        return answered["message"]

    async def asks(self, words: str, who: str = EDITOR) -> str:
        """Run a command, and return what it is answered with."""
        return text_of(await self.asked(words, who)).replace("About", "about")

    async def presses(self, label: str, message: Json, who: str = EDITOR) -> Json:
        """Press a button under a message, and return what it is answered with."""
        (pressed,) = [each for each in elements(message) if each["type"] == "button" and each["text"]["text"] == label]
        answered = await self.slack.click(who, self.channel, message["ts"], pressed["action_id"])
        assert answered["failed"] == "", answered
        shown: Json = answered["message"]
        return shown

    async def is_shown(self, *words: str, having: str = "") -> Json:
        """Wait for a message with these words that one person alone sees, with an element of this type under it."""

        def fits(message: Json) -> bool:
            known = {each["type"] for each in elements(message)}
            found = all(word in text_of(message) for word in words)
            return message["is_ephemeral"] and found and (not having or having in known)

        shown = await self.slack.until(lambda: self.slack.messages(self.channel), lambda told: any(map(fits, told)))
        return next(each for each in reversed(shown) if fits(each))

    async def chooses(self, typed: str, message: Json, who: str = EDITOR) -> tuple[list[Json], Json]:
        """Type into the menu under a message and choose the first that is offered; return the offer and the form."""
        (menu,) = [each for each in elements(message) if each["type"] == "external_select"]
        place = (who, self.channel, message["ts"], menu["action_id"])
        offered = await self.slack.suggest(*place, typed)
        opened = await self.slack.click(*place, value=offered[0]["value"])
        form: Json = opened["view"]
        return offered, form

    async def posts(self) -> list[Json]:
        """Return what the whole channel sees, threads included."""
        return await self.slack.posts(self.channel)

    async def sees(self, *words: str) -> Json:
        """Wait for a post with these words."""
        posts = await self.slack.until(
            self.posts, lambda posts: any(all(word in text_of(post) for word in words) for post in posts)
        )
        return next(post for post in posts if all(word in text_of(post) for word in words))


def elements(message: Json) -> list[Json]:
    """Return all that can be pressed or chosen under a message."""
    rows = [block for block in message.get("blocks", []) if block["type"] == "actions"]
    return [element for row in rows for element in row["elements"]]


def text_of(message: Json | None) -> str:
    """Return all text of a message."""
    assert message is not None
    told = [message["text"]]
    for block in message.get("blocks", []):
        told += [block["text"]["text"]] if "text" in block else []
        told += [each["text"] for each in block.get("elements", []) if isinstance(each.get("text"), str)]
    return "\n".join(told)


async def takes_its_time(slack: SlackSteering) -> None:
    """Let Slack wait for longer than three seconds: a computer that tests a dozen things at once may need it."""
    await slack.settings(answer_within=PATIENCE, trigger_lives=PATIENCE)


async def nobody_listens(slack: SlackSteering) -> None:
    """Wait until Slack has seen that no connection is left of a run that ended: what it told there would be lost."""
    await slack.until(slack.state, lambda state: not state["connections"])


async def faults(slack: SlackSteering) -> list[object]:
    """Return what goes against Slack's rules in all that was sent: somebody mentioned, anything refused.

    To be asked to wait is no fault: a message that came a moment too early is sent again.
    """
    state = await slack.state()
    refused = [(each["path"], each["status"], each["answer"]) for each in await slack.traffic() if not _went_well(each)]
    return [*state["live"], *state["complaints"], *refused]


def _went_well(exchange: Json) -> bool:
    answer = exchange["answer"]
    refused = isinstance(answer, dict) and not answer.get("ok", True)
    return exchange["status"] == 429 or (exchange["status"] < 400 and not refused)
