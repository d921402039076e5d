"""A claim's history as a picture."""

import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from matplotlib.axes import Axes
from matplotlib.image import imread
from matplotlib.text import Text

from adapters.charts import Charts
from adapters.charts.drawing import LEFT, picture
from adapters.charts.series import chart_of
from adapters.charts.style import line_style
from bot.model import Claim, Entry, Hedge, Kind, Series
from tests.newsroom import DEAD, ESCAPED, TOPIC, entry, statement

START = datetime(2026, 1, 20, 9, tzinfo=UTC)
LONG_CLAIM = Claim(
    id="long",
    title="Killed",
    question="How many people, children and soldiers among them, were killed in the storm and in the floods that "
    "followed it across the whole of the northern provinces since the beginning of the year?",
    series=Series.CUMULATIVE,
)
LONG_TOPIC = replace(
    TOPIC,
    title="The storm, the floods, the landslides and all that came of them in the north and on the islands beyond",
    claims=(*TOPIC.claims, LONG_CLAIM),
)


def told(
    surface: str,
    value: float | None,
    hedge: Hedge = Hedge.EXACT,
    kind: Kind = Kind.CONFLICT,
    *,
    days: float = 0.0,
    source: str | None = "agency",
    outlet: str = "Coast Herald",
    claim: Claim = DEAD,
    bounds: tuple[float | None, float | None] | None = None,
) -> Entry:
    new = statement(
        surface, value, hedge, source=source, outlet=outlet, published=START + timedelta(days=days), claim=claim
    )
    if bounds:
        new = replace(new, figure=replace(new.figure, low=bounds[0], high=bounds[1]))
    return entry(new, kind)


SCENES: dict[str, Sequence[Entry]] = {
    "a conflict": [
        told("around 120", 120, Hedge.ABOUT, Kind.FIRST, source="ministry", claim=ESCAPED),
        told("at least 1,500", 1500, Hedge.AT_LEAST, days=1, source="guards", claim=ESCAPED),
        told("over 1,500", 1500, Hedge.OVER, Kind.CORROBORATION, days=1.5, source=None, claim=ESCAPED),
        told("137", 137, kind=Kind.REVISION, days=3, source="ministry", claim=ESCAPED),
    ],
    "a rising count": [told(f"{n:,}", n, kind=Kind.UPDATE, days=n / 300) for n in (150, 600, 1200, 2250, 4583)],
    "one point": [told("more than 24,000", 24000, Hedge.OVER, Kind.FIRST)],
    "fourteen sources": [
        told(f"{n * 60:,}", n * 60, days=n % 5, source=f"other:witness {n} of the long committee for counting")
        for n in range(1, 15)
    ],
    "vague words alone": [
        told("thousands", None, Hedge.VAGUE, Kind.FIRST, source=None, bounds=(2000, None)),
        told("hundreds", None, Hedge.VAGUE, Kind.VAGUE, days=1, bounds=(200, None)),
    ],
    "one moment": [
        told("120", 120, kind=Kind.FIRST, source="ministry"),
        told("120", 120),
        told("about 120", 120, Hedge.ABOUT, source="guards"),
        told("121", 121, source=None),
    ],
    "a wide spread": [told("9", 9), told("40,000", 40000, days=2, source="guards")],
    "long names over a year": [
        told("somewhere between 7,000 and 8,000 people altogether", None, Hedge.RANGE, bounds=(7000, 8000)),
        told(
            "9,000",
            9000,
            days=400,
            source="other:The International Association of Rescue Societies of the North",
            claim=DEAD,
        ),
    ],
    "the widest letters": [told("W" * 60, 9, source=f"other:{'W' * 60}"), told("8", 8, source=f"other:{'W ' * 30}")],
    "letters the font lacks": [told("$9_x^2 万", 9, source="other:行政院 $a$", outlet="漢字")],
    "hours": [told(str(20 + n), 20 + n, kind=Kind.UPDATE, days=n / 12) for n in range(6)],
    "zero": [told("0", 0), told("3", 3, days=1)],
    "a fraction": [told("6.8", 6.8), told("6.9", 6.9, days=1, source="guards")],
    "a withdrawn figure": [
        told("2,357", 2357, kind=Kind.FIRST),
        told("4,460", 4460, kind=Kind.UPDATE, days=1),
        told("4,460", 4460, kind=Kind.WITHDRAWN, days=2),
    ],
    "nothing yet": [],
}


def texts(entries: Sequence[Entry], claim: str = "") -> list[str]:
    figure = picture(chart_of(LONG_TOPIC, claim or entries[0].statement.claim, entries))
    return [text.get_text() for text in figure.texts]


def shown_ticks(axes: Axes) -> list[Text]:
    """Return the labels of both scales that lie within their limits; matplotlib keeps others and does not draw them."""
    return [
        label
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim()))
        for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
        if low <= place <= high
    ]


@pytest.mark.parametrize("scene", SCENES)
def test_a_chart_is_a_png_of_1200_by_675_pixels_and_draws_without_a_warning(scene: str) -> None:
    entries = SCENES[scene]
    claim = entries[0].statement.claim if entries else DEAD.id
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = Charts().draw(LONG_TOPIC, claim, entries)
    assert imread(BytesIO(png), format="png").shape == (675, 1200, 4)
    assert png == Charts().draw(LONG_TOPIC, claim, entries)


@pytest.mark.parametrize("scene", SCENES)
def test_no_text_lies_on_another_or_leaves_the_picture(scene: str) -> None:
    entries = SCENES[scene]
    chart = chart_of(LONG_TOPIC, entries[0].statement.claim if entries else DEAD.id, entries)
    figure = picture(replace(chart, title=LONG_CLAIM.question))
    figure.draw_without_rendering()
    ticks = [label for axes in figure.axes for label in shown_ticks(axes)]
    boxes = [(text.get_text(), text.get_window_extent()) for text in (*figure.texts, *ticks) if text.get_text().strip()]
    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= 1200, text
        assert box.y0 >= 0, text
        assert box.y1 <= 675, text
    for (one, box), (other, another) in combinations(boxes, 2):
        across = min(box.x1, another.x1) - max(box.x0, another.x0)
        up = min(box.y1, another.y1) - max(box.y0, another.y0)
        assert min(across, up) <= 2, f"{one!r} lies on {other!r}"


def test_the_question_is_the_title_and_origins_and_outlets_are_counted_apart() -> None:
    written = texts(SCENES["a conflict"])
    assert written[0] == "How many inmates escaped from Harbour prison?"
    assert written[1].startswith("3 origins, 1 outlet · The storm")


def test_each_line_is_labelled_with_its_sources_last_words() -> None:
    written = texts(SCENES["a conflict"])
    assert [written[written.index(words) + 1] for words in ("137", "at least 1,500", "over 1,500")] == [
        "Northland government",
        "Prison guards and unions",
        "no source named (Coast Herald)",
    ]


def test_a_line_is_labelled_with_the_figure_its_source_stands_by_not_with_a_vague_word_after_it() -> None:
    entries = [
        told("150", 150, kind=Kind.FIRST),
        told("hundreds", None, Hedge.VAGUE, Kind.VAGUE, days=1, bounds=(200, None)),
    ]
    assert "150" in texts(entries)
    assert "hundreds" not in texts(entries)


def test_the_legend_explains_the_marks_that_occur_and_no_others() -> None:
    written = texts(SCENES["a conflict"])
    assert [word for word in written if word.islower() and " " not in word] == [
        "inmates",
        "first",
        "conflict",
        "revised",
    ]
    assert "arrow: open end" in written[-1]
    assert "hollow: no source named" in written[-1]
    assert "no number given" not in written[-1]


def test_a_wide_spread_is_drawn_on_a_scale_that_says_it_is_logarithmic() -> None:
    assert "people (logarithmic scale)" in texts(SCENES["a wide spread"])
    assert "people" in texts(SCENES["a rising count"])


def test_at_most_twelve_lines_are_drawn_and_the_rest_is_counted() -> None:
    chart = chart_of(TOPIC, DEAD.id, SCENES["fourteen sources"])
    assert len(chart.lines) == 12
    assert any(text.startswith("2 more sources not drawn · 14 origins") for text in texts(SCENES["fourteen sources"]))


def test_a_range_bar_reaches_as_far_as_the_wording_and_not_beyond_an_open_end() -> None:
    entries = [
        told("about 100", 100, Hedge.ABOUT),
        told("7-8000", None, Hedge.RANGE, bounds=(7000, 8000)),
        told("over 100", 100, Hedge.OVER),
        told("up to 100", 100, Hedge.UP_TO),
        told("100", 100),
    ]
    (line,) = chart_of(TOPIC, DEAD.id, entries).lines
    assert [(point.low, point.high, point.opens) for point in line.points] == [
        (95.0, 105.0, 0),
        (7000.0, 8000.0, 0),
        (100.0, 100.0, 1),
        (100.0, 100.0, -1),
        (100.0, 100.0, 0),
    ]


def test_background_and_other_claims_are_not_drawn() -> None:
    entries = [told("9", 9), told("70,000", 70000, kind=Kind.BACKGROUND), told("5", 5, claim=ESCAPED)]
    (line,) = chart_of(TOPIC, DEAD.id, entries).lines
    assert [point.surface for point in line.points] == ["9"]


def test_a_point_stands_at_the_day_it_is_for_else_at_its_printing() -> None:
    dated = statement("9", 9, as_of=date(2026, 1, 18), published=START)
    undated = statement("9", 9, published=START)
    (line,) = chart_of(TOPIC, DEAD.id, [entry(undated), entry(dated)]).lines
    assert [point.when for point in line.points] == [datetime(2026, 1, 18, 12, tzinfo=UTC), START]


def test_twelve_sources_differ_in_more_than_colour() -> None:
    styles = [line_style(index, named=True) for index in range(12)]
    assert len({style.marker for style in styles}) == 12
    assert len({(style.colour, style.dash) for style in styles}) == 12


def test_an_outlets_own_voice_is_hollow() -> None:
    assert line_style(0, named=False).fill != line_style(0, named=False).colour
    assert line_style(0, named=True).fill == line_style(0, named=True).colour


def test_days_on_the_axis_stand_in_order_and_inside_it() -> None:
    figure = picture(chart_of(TOPIC, DEAD.id, SCENES["a rising count"]))
    figure.draw_without_rendering()
    labels = [label for label in figure.axes[0].get_xticklabels() if label.get_text()]
    assert labels[0].get_text().endswith("\n2026")
    assert all(label.get_text().count("2026") == 0 for label in labels[1:])
    places = [label.get_window_extent().x0 for label in labels]
    assert all(one < other for one, other in pairwise(places))
    assert places[0] > LEFT - 30


def test_matplotlib_is_loaded_with_the_first_chart_and_pyplot_never() -> None:
    script = (
        "import sys; from adapters.charts import Charts; assert 'matplotlib' not in sys.modules;"
        "from tests.newsroom import TOPIC; Charts().draw(TOPIC, 'homes', []);"
        "print('matplotlib' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout.split() == ["True", "False"]
