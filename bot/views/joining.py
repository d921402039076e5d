"""What whoever lets us in by a web page reads there."""

from bot.views.wording import clean, shorten

_NAME = 80
DENIED = "Nothing was installed, as you chose. You can begin again whenever you like."
EXPIRED = "This page was left open for too long, was used before, or was begun in another browser. Begin again."
REFUSED = "Slack did not confirm the installation. Begin again; if that does not help, ask who runs this Tallywire."
AGAIN = "Begin again"


def installed(name: str) -> str:
    """Say that we are in, and what comes next."""
    where = shorten(clean(name), _NAME) or "the workspace"
    return f"Tallywire is in {where} now. Invite it to a channel and say /tally follow there."
