"""A claim's history as a picture."""

from collections.abc import Sequence

from adapters.charts.series import chart_of
from bot.model import Entry, Topic


class Charts:
    """Draws with matplotlib, which is loaded with the first chart."""

    def draw(self, topic: Topic, claim: str, entries: Sequence[Entry]) -> bytes:
        """Return a PNG of 1200 x 675 pixels."""
        from adapters.charts.drawing import draw  # noqa: PLC0415 - a second of import that only charts are worth

        return draw(chart_of(topic, claim, entries))
