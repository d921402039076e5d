"""The picture itself, with matplotlib and without pyplot, which would keep global state."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.text import Text

from adapters.charts.axes import scale
from adapters.charts.layout import Box, dodge, spread
from adapters.charts.series import Chart, Line, Point
from adapters.charts.style import BADGES, FAINT, FONT, INK, PAPER, LineStyle, line_style
from bot.model import Kind
from bot.views.kinds import WORDS
from bot.views.wording import counted, shorten

WIDTH, HEIGHT, DPI = 1200, 675, 128
LEFT, RIGHT, BOTTOM = 90, 850, 118
"""Where the axes lie, in pixels from the lower left corner; their top depends on the title."""
_TITLE_TOP, _TITLE_WIDTH, _TITLE_LINES, _TITLE_STEP = 655, 78, 2, 29
_TEXT_WIDTH = WIDTH - LEFT - 20
_LABEL_LEFT, _LABEL_HEIGHT = RIGHT + 44, 38
_LABEL_WIDTH = WIDTH - _LABEL_LEFT - 10
_POINT, _BADGE = 7.7, 10.9
_STEP = 2 * _BADGE + 1
"""How far a crowded point is moved aside: far enough for a badge above it."""
_ARROW, _GAP = 32, 4
_EXTENSION, _FADED = 0.6, 0.3
_PLACES = 25
"""So many places are tried for a point before it is let lie on another."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line with its style and where its points are, in pixels."""

    line: Line
    style: LineStyle
    places: tuple[tuple[float, float], ...]

    @property
    def end(self) -> float:
        """Where the line runs out: the height of its last number, or of its last vague word."""
        numbers = [y for point, (_, y) in zip(self.line.points, self.places, strict=True) if not point.vague]
        return numbers[-1] if numbers else self.places[-1][1]


def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG, the same bytes for the same chart."""
    png = BytesIO()
    FigureCanvasAgg(picture(chart)).print_png(png, metadata={"Software": None})
    return png.getvalue()


def picture(chart: Chart) -> Figure:
    """Return the chart as matplotlib's figure, ready to be printed."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    top = _head(figure, chart)
    if not chart.lines:
        _write(figure, (LEFT, (top + BOTTOM) / 2), "No figure on record yet.", size=14, colour=FAINT)
        return figure
    axes = figure.add_axes((LEFT / WIDTH, BOTTOM / HEIGHT, (RIGHT - LEFT) / WIDTH, (top - BOTTOM) / HEIGHT))
    scale(axes, chart)
    taken: list[Box] = []
    drawn = [_place(axes, line, index, taken) for index, line in enumerate(chart.lines)]
    for one in drawn:
        _draw_line(axes, one)
    _draw_marks(figure, axes, drawn)
    _draw_labels(figure, drawn, top)
    _foot(figure, chart)
    return figure


def _head(figure: Figure, chart: Chart) -> float:
    """Write title, subtitle and unit; return the pixel where the axes may begin."""
    lines = textwrap.wrap(chart.title, _TITLE_WIDTH, max_lines=_TITLE_LINES, placeholder=" …") or [""]
    for index, text in enumerate(lines):
        place = (LEFT, _TITLE_TOP - index * _TITLE_STEP)
        _write(figure, place, text, size=16, weight="bold", va="top", width=_TEXT_WIDTH)
    below = _TITLE_TOP - len(lines) * _TITLE_STEP - 4
    left_out = f"{counted(chart.left_out, 'more source')} not drawn · " if chart.left_out else ""
    _write(figure, (LEFT, below), left_out + chart.subtitle, size=11, colour=FAINT, va="top", width=_TEXT_WIDTH)
    unit = f"{chart.unit} (logarithmic scale)" if chart.log else chart.unit
    _write(figure, (LEFT, below - 28), unit, size=10, colour=FAINT, va="top")
    return below - 62


def _place(axes: Axes, line: Line, index: int, taken: list[Box]) -> _Drawn:
    """Find a place for each point, beside those of other sources; a source's own points may share one."""
    places, own = [], []
    for point in line.points:
        x, y = axes.transData.transform((date2num(point.when), point.value))
        bottom = float(axes.transData.transform((0, point.low))[1])
        top = _reach(axes, point, y) + (_GAP + 2 * _BADGE if point.mark else 0)
        box = dodge(Box(x - _POINT, min(bottom, y - _POINT), x + _POINT, top), taken, (_STEP, 0), _PLACES)
        places.append((box.left + _POINT, float(y)))
        own.append(box)
    taken.extend(own)
    return _Drawn(line, line_style(index, named=line.named), tuple(places))


def _reach(axes: Axes, point: Point, y: float) -> float:
    """Return the highest pixel of a point, its range bar and arrow."""
    bar = float(axes.transData.transform((0, point.high))[1])
    return max(bar, y + _ARROW + 2 if point.opens > 0 else y + _POINT)


def _draw_line(axes: Axes, drawn: _Drawn) -> None:
    style = drawn.style
    told = list(zip(drawn.line.points, drawn.places, strict=True))
    for point, (x, y) in told:
        _draw_range(axes, point, x, y, style)
    numbers = [place for point, place in told if not point.vague]
    if numbers:
        xs, ys = [x for x, _ in numbers], [y for _, y in numbers]
        _add(axes, _stroke(xs, ys, style, width=2.0))
        if not drawn.line.ends:
            _add(axes, _stroke([xs[-1], RIGHT], [ys[-1], ys[-1]], style, width=1.4, alpha=_EXTENSION))
    for x, y in drawn.places:
        _add(axes, _marker(x, y, style))


def _draw_range(axes: Axes, point: Point, x: float, y: float, style: LineStyle) -> None:
    """Draw how far the wording reaches: a bar to scale, an arrow where an end is open, dotted for a vague word."""
    if point.opens:
        tip = y + point.opens * _ARROW
        if point.vague:
            shaft = Line2D([x, x], [y, tip], linestyle=":", linewidth=1.8, color=style.colour)
        else:
            shaft = _bar(x, y, tip, style)
        head = Line2D([x], [tip], linestyle="", marker="^" if point.opens > 0 else "v", markersize=8)
        head.set(color=style.colour, markeredgewidth=0, alpha=1 if point.vague else _FADED)
        _add(axes, shaft)
        _add(axes, head)
    elif point.low != point.high:
        bottom, top = (float(axes.transData.transform((0, end))[1]) for end in (point.low, point.high))
        _add(axes, _bar(x, bottom, top, style))


def _bar(x: float, bottom: float, top: float, style: LineStyle) -> Line2D:
    return Line2D([x, x], [bottom, top], linewidth=6, solid_capstyle="butt", color=style.colour, alpha=_FADED)


def _draw_marks(figure: Figure, axes: Axes, drawn: Sequence[_Drawn]) -> None:
    """Draw the verdict of each point above it."""
    for one in drawn:
        for point, (x, y) in zip(one.line.points, one.places, strict=True):
            if point.mark is not None:
                _badge(figure, (x, _reach(axes, point, y) + _GAP + _BADGE), point.mark)


def _draw_labels(figure: Figure, drawn: Sequence[_Drawn], top: float) -> None:
    """Write beside each line's end what its source says last, spread so that no two lie on another."""
    ends = [one.end for one in drawn]
    for one, end, middle in zip(drawn, ends, spread(ends, _LABEL_HEIGHT, BOTTOM - 20, top + 20), strict=True):
        leader = Line2D([RIGHT + 2, RIGHT + 18], [end, middle], color=one.style.colour, linewidth=0.9, alpha=0.7)
        sample = _stroke([RIGHT + 18, _LABEL_LEFT - 6], [middle, middle], one.style, width=1.6)
        for artist in (leader, sample, _marker((RIGHT + _LABEL_LEFT + 12) / 2, middle, one.style)):
            artist.set_transform(None)
            figure.add_artist(artist)
        last = ("withdrawn: " if one.line.ends else "") + one.line.label
        _write(figure, (_LABEL_LEFT, middle + 1), last, size=10, weight="bold", va="bottom", width=_LABEL_WIDTH)
        _write(figure, (_LABEL_LEFT, middle - 1), one.line.name, size=9, colour=FAINT, va="top", width=_LABEL_WIDTH)


def _foot(figure: Figure, chart: Chart) -> None:
    """Explain the marks that occur, and nothing else."""
    points = [point for line in chart.lines for point in line.points]
    x = LEFT + _BADGE
    for kind in (kind for kind in BADGES if any(point.mark is kind for point in points)):
        _badge(figure, (x, 50), kind)
        written = _write(figure, (x + 18, 50), WORDS[kind].lower(), size=10, colour=INK, va="center")
        x = written.get_window_extent().x1 + 24
    notes = [
        ("bar: as far as the wording reaches", any(point.low != point.high for point in points)),
        ("arrow: open end", any(point.opens and not point.vague for point in points)),
        ("dotted arrow: no number given", any(point.vague for point in points)),
        ("hollow: no source named", any(not line.named for line in chart.lines)),
        ("day: the one stated, else that of printing", True),
    ]
    text = "  ·  ".join(note for note, occurs in notes if occurs)
    _write(figure, (LEFT, 20), text, size=9, colour=FAINT, va="center")


def _badge(figure: Figure, place: tuple[float, float], kind: Kind) -> None:
    badge = BADGES[kind]
    disc = Line2D([place[0]], [place[1]], marker="o", markersize=12, color=badge.colour, markeredgewidth=0, zorder=6)
    disc.set_transform(None)
    figure.add_artist(disc)
    _write(
        figure, place, badge.sign, size=8.5, weight="bold", colour=PAPER, va="center_baseline", ha="center"
    ).set_zorder(7)


def _stroke(xs: Sequence[float], ys: Sequence[float], style: LineStyle, *, width: float, alpha: float = 1.0) -> Line2D:
    """Make a step line: a figure stands until its source gives another."""
    return Line2D(
        xs, ys, drawstyle="steps-post", color=style.colour, linestyle=style.dash, linewidth=width, alpha=alpha, zorder=3
    )


def _marker(x: float, y: float, style: LineStyle) -> Line2D:
    return Line2D(
        [x],
        [y],
        linestyle="",
        marker=style.marker,
        markersize=7.5,
        markerfacecolor=style.fill,
        markeredgecolor=style.colour,
        markeredgewidth=1.6,
        zorder=4,
    )


def _add(axes: Axes, line: Line2D) -> None:
    """Draw in pixels: points stand where they were given a place."""
    line.set_transform(None)
    line.set_clip_on(False)
    axes.add_artist(line)


def _write(
    figure: Figure,
    place: tuple[float, float],
    text: str,
    *,
    size: float,
    weight: str = "normal",
    colour: str = INK,
    va: str = "center",
    ha: str = "left",
    width: float = WIDTH,
) -> Text:
    """Write text from a pixel on, shortened to a width; a dollar sign starts no formula."""
    shown = _printable(text)
    written = figure.text(place[0] / WIDTH, place[1] / HEIGHT, shown, parse_math=False)
    written.set(fontsize=size, fontweight=weight, fontfamily=FONT, color=colour, va=va, ha=ha)
    while len(shown) > 1 and (extent := written.get_window_extent().width) > width:
        shown = shorten(shown, max(1, min(len(shown) - 1, int(len(shown) * width / extent))))
        written.set_text(shown)
    return written


def _printable(text: str) -> str:
    """Return the text with a box for each character that the font cannot draw."""
    return "".join(character if ord(character) in _characters() else "□" for character in text)


@cache
def _characters() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())
