"""What a person reads where a command asks for more, on platforms that ask in steps."""

from collections.abc import Mapping

from bot.model import CardView, FollowLevel
from bot.views.channel import HEARD
from bot.views.lines import line

TYPE_TO_SEARCH = "Type to search"
CANCEL = "Cancel"
TOO_LATE = "That took too long, and the dialogue did not open. Please try again, or type the whole command."
HOW_LONG, HOW_MUCH = "For how long?", "How much is to be heard?"
FEED_ADDRESS, FEED_OUTLET = "Address of the feed", "Outlet, if not what the feed calls itself"
TO_CHECK = "An address, or a text"
NO_ADDRESS = "This is no address: it starts with https:// or http://."
NO_TEXT = "Say what is to be checked."
LEVELS: Mapping[str, str] = {level.value: said for level, said in HEARD.items()}
"""What each level lets a channel hear."""
USUAL_LEVEL = FollowLevel.CHANGES.value


def pick_view(command: str) -> CardView:
    """Ask which topic or claim a command is about."""
    return CardView(
        title=f"{command.capitalize()}: which topic or claim?",
        note=line(f"Or type it: {command} and a name, or words of its title."),
    )


def dialogue_title(command: str, about: str = "") -> str:
    """Return what stands over a dialogue."""
    return f"{command.capitalize()} {about}".strip()
