"""Scales, ticks and grid."""

from datetime import UTC, datetime, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from adapters.charts.series import Chart, Point
from adapters.charts.style import FAINT, FONT, GRID, INK

_MARGIN = 0.12
_FROM_ZERO = 0.4
"""Below this share of the highest figure, the lowest is shown from zero upwards."""
_LOG_MARGIN = 1.7
_DAY = timedelta(days=1)
_LEFT, _RIGHT = 0.05, 0.09
"""Free shares of the time span before the first and after the last point."""
_CORNER = 0.04
_DAYS_WITH_HOURS = 3
_DAYS_WITH_DAYS = 120


def scale(axes: Axes, chart: Chart) -> None:
    """Set both scales so that every point and range bar lies inside, and draw ticks and grid."""
    points = [point for line in chart.lines for point in line.points]
    _scale_figures(axes, points, log=chart.log)
    _scale_days(axes, points)
    axes.grid(visible=True, axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(axis="both", length=0, pad=6, labelsize=10, labelcolor=INK, labelfontfamily=FONT)


def _scale_figures(axes: Axes, points: list[Point], *, log: bool) -> None:
    low, high = min(point.low for point in points), max(point.high for point in points)
    if log:
        axes.set_yscale("log")
        axes.set_ylim(low / _LOG_MARGIN, high * _LOG_MARGIN)
        axes.yaxis.set_major_locator(LogLocator(base=10, subs=(1.0, 2.0, 5.0), numticks=12))
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        margin = ((high - low) or abs(high) or 1.0) * _MARGIN
        bottom = 0.0 if 0 <= low < _FROM_ZERO * high else low - margin
        axes.set_ylim(max(bottom, 0.0) if low >= 0 else bottom, high + margin)
        whole = all(point.value.is_integer() for point in points)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10], integer=whole))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _grouped(value)))


def _grouped(value: float) -> str:
    """Return 1,500 or 6.8."""
    tidy = round(value, 6)
    return f"{tidy:,.0f}" if tidy.is_integer() else f"{tidy:,}"


def _scale_days(axes: Axes, points: list[Point]) -> None:
    first, last = min(point.when for point in points), max(point.when for point in points)
    span = max(last - first, _DAY)
    if last - first < _DAY:
        first, last = first - _DAY / 2, last + _DAY / 2
    left, right = first - span * _LEFT, last + span * _RIGHT
    axes.set_xlim(date2num(left), date2num(right))
    locator = AutoDateLocator(tz=UTC, minticks=3, maxticks=7)
    ticks = [num2date(tick, tz=UTC) for tick in locator.tick_values(left, right)]
    # A label at the very corner would lie on the lowest figure's.
    shown = [tick for tick in ticks if left + (right - left) * _CORNER <= tick <= right]
    axes.set_xticks([date2num(tick) for tick in shown], _day_labels(shown, right - left))


def _day_labels(ticks: list[datetime], span: timedelta) -> list[str]:
    """Return short labels; the year stands under the first of each year, the day under the first hour."""
    labels = []
    for index, tick in enumerate(ticks):
        before = ticks[index - 1] if index else None
        if span > _DAYS_WITH_DAYS * _DAY:
            upper = f"{tick:%b}"
        elif span < _DAYS_WITH_HOURS * _DAY:
            upper = f"{tick:%H:%M}"
            if before is None or before.date() != tick.date():
                labels.append(f"{upper}\n{tick.day} {tick:%b %Y}")
                continue
        else:
            upper = f"{tick.day} {tick:%b}"
        labels.append(upper if before and before.year == tick.year else f"{upper}\n{tick.year}")
    return labels
