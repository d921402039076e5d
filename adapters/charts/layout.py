"""Where labels, points and marks go so that none lies on another. Pure arithmetic, in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Return middles as near to the wanted ones as they can be without overlap, all boxes between low and high.

    Boxes keep their order; those that would overlap are pooled and centred on what they want. Where there is no room
    for all, they are pressed together evenly.
    """
    if not wanted:
        return []
    step = min(height, (high - low) / len(wanted))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    pools: list[tuple[float, int]] = []
    for index in order:
        centre, size = wanted[index], 1
        while pools and pools[-1][0] + (pools[-1][1] + size) * step / 2 > centre:
            before, count = pools.pop()
            centre, size = (before * count + centre * size) / (count + size), count + size
        pools.append((centre, size))
    placed = [centre + (place - (size - 1) / 2) * step for centre, size in pools for place in range(size)]
    middles = [0.0] * len(wanted)
    for index, middle in zip(order, _within(placed, step, low, high), strict=True):
        middles[index] = middle
    return middles


def _within(placed: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Push boxes in order inside both ends."""
    inside: list[float] = []
    for position, middle in enumerate(placed):
        floor = low + (position + 0.5) * step
        ceiling = high - (len(placed) - position - 0.5) * step
        inside.append(min(max(middle, floor), ceiling))
    return inside


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the rectangles share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def moved(self, right: float, up: float) -> "Box":
        """Return the rectangle elsewhere."""
        return Box(self.left + right, self.bottom + up, self.right + right, self.top + up)


def dodge(box: Box, taken: Sequence[Box], step: tuple[float, float], tries: int) -> Box:
    """Return the box, moved by as few steps as keep it off the taken ones, or where it was when none does."""
    right, up = step
    for count in range(tries):
        moved = box.moved(right * count, up * count)
        if not any(moved.meets(other) for other in taken):
            return moved
    return box
