"""Topic files: what an editor may write, what it becomes, and every fault with its line."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.document import LARGEST
from adapters.files.topics import load_topic, load_topics, read_topic
from bot.errors import TopicError
from bot.model import Claim, Figure, Hedge, Measure, Modality, Series, Topic

SHARED_EVENTS = Path(__file__).parents[3] / "../shared/events"

HEAD = """
topic: storm
places:
  coast: [North Coast, Northern Coast]
sources:
  agency: {name: Disaster agency, aliases: [NDA]}
claims:
"""
CLAIM = """
  - id: dead
    question: How many people died?
    counts: [person]
"""

ALL_FAULTS = """
2: abuot: unknown key (did you mean 'about'?)
4: places.coast: needs at least one entry
6: sources.agency.alias: unknown key (did you mean 'aliases'?)
8: claims.0: needs counts (the noun that is counted), event (what was done), or a question that says so
10: claims.0.count: unknown key (did you mean 'counts'?)
11: claims.0.serie: unknown key (did you mean 'series'?)
12: claims.0.place: 'cost' is not among the topic's places (did you mean 'coast'?)
13: claims.1.question: is missing
13: claims.1.id: 'dead' is the id of another claim too (line 8); give each its own
15: claims.1.series: 'cumulativ' should be one of one_off, cumulative, stock, ceiling (did you mean 'cumulative'?)
16: claims.1.measure: 'speed' should be one of count, percent, money, area, length, magnitude, duration
17: claims.1.since: '20 January' is no day; write it as 2026-01-20
18: claims.1.key: 'yes' should be true or false
19: claims.1.said_by: 'NDA' is not among the topic's sources (that is how 'agency' is named: write 'agency')
19: claims.1.said_by: 'agncy' is not among the topic's sources (did you mean 'agency'?)
20: claims.1.part_of: 'ded' is not among the topic's claims (did you mean 'dead'?)
21: claims.2.id: is missing
23: claims.2.modality.1: 'guess' should be one of actual, planned_ceiling, estimate, denied, accused
24: claims.2.smallest: 'many' is no number; write digits alone, such as 7000
26: claims.2.figures.0.as_of: '2026-02-30' is no day: day is out of range for month
26: claims.2.figures.0.source: 'nobody' is not among the topic's sources
26: claims.2.figures.0: needs a value, or low and high, or `hedge: vague` with low
27: claims.2.figures.1: needs a value, or low and high, or `hedge: vague` with low; it has several of these
28: claims.2.figures.2: low 5 is above high 4
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, text: str, name: str = "storm.yaml") -> Path:
    path = folder / name
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return path


def load(folder: Path, text: str) -> Topic:
    return load_topic(write(folder, text))


def load_claim(folder: Path, lines: str, head: str = HEAD) -> Claim:
    claim = "  - id: dead\n    question: How many people died?\n" + "".join(
        f"    {line}\n" for line in dedent(lines).strip().splitlines()
    )
    return load(folder, head + claim).claims[0]


def load_figure(folder: Path, figure: str) -> Figure:
    claim = load_claim(folder, f"counts: [person]\nfigures:\n  - {{{figure}, outlet: Daily, as_of: 2026-05-01}}")
    return claim.on_record[0].figure


def faults_of(folder: Path, text: str) -> list[str]:
    path = write(folder, text)
    with pytest.raises(TopicError) as raised:
        load_topic(path)
    return [str(fault).replace(str(path), "storm.yaml") for fault in raised.value.faults]


def test_a_claim_of_three_keys_gets_sensible_defaults(folder: Path) -> None:
    topic = load(folder, "topic: storm\nclaims:\n  - {id: dead, question: How many died?, counts: person}\n")

    claim = topic.claims[0]
    assert (topic.title, topic.language, topic.about, topic.places, topic.sources) == ("storm", "en", (), {}, ())
    assert (claim.title, claim.counts, claim.unit) == ("How many died?", ("person",), "people")
    assert (claim.series, claim.measure, claim.modality, claim.compare) == (Series.STOCK, Measure.COUNT, (), True)


@pytest.mark.parametrize(
    ("lines", "series", "measure", "unit"),
    [
        ("counts: [person]", Series.STOCK, Measure.COUNT, "people"),
        ("event: [die]", Series.ONE_OFF, Measure.COUNT, "people"),
        ("event: [move]\nmodality: planned_ceiling", Series.CEILING, Measure.COUNT, "people"),
        ("event: [move]\nmodality: [actual, planned_ceiling]", Series.ONE_OFF, Measure.COUNT, "people"),
        ("event: [die]\nseries: one-off", Series.ONE_OFF, Measure.COUNT, "people"),
        ("counts: [percent, raise]", Series.STOCK, Measure.PERCENT, "percent"),
        ("counts: [acre]\nevent: [burn]", Series.ONE_OFF, Measure.AREA, "acre"),
        ("event: [burn]\nunit: square miles", Series.ONE_OFF, Measure.AREA, "square miles"),
        ("counts: [day]\nunit: days", Series.STOCK, Measure.DURATION, "days"),
        ("event: [cost]\nunit: dollars", Series.ONE_OFF, Measure.MONEY, "dollars"),
        ("event: [reward]\nmeasure: money", Series.ONE_OFF, Measure.MONEY, "money"),
        ("counts: [home]\nunit: homes", Series.STOCK, Measure.COUNT, "homes"),
    ],
)
def test_series_measure_and_unit_follow_from_what_is_given(
    folder: Path, lines: str, series: Series, measure: Measure, unit: str
) -> None:
    claim = load_claim(folder, lines)

    assert (claim.series, claim.measure, claim.unit) == (series, measure, unit)


def test_every_key_of_a_claim_arrives(folder: Path) -> None:
    claim = load_claim(
        folder,
        """
        title: Dead in the storm
        counts: [person, body]
        event: [die, wash ashore]
        place: coast
        not_place: []
        place_required: true
        series: cumulative
        exclude: [injured]
        require: ["2026", last year]
        modality: [actual, estimate]
        said_by: [agency]
        since: 2026-04-30
        closed: 2026-12-31
        compare: false
        sink: false
        measure: count
        unit: people
        key: true
        smallest: 2
        largest: 9,000
        """,
    )

    assert claim == Claim(
        id="dead",
        title="Dead in the storm",
        question="How many people died?",
        counts=("person", "body"),
        event=("die", "wash ashore"),
        place=("coast",),
        place_required=True,
        series=Series.CUMULATIVE,
        exclude=("injured",),
        require=("2026", "last year"),
        modality=(Modality.ACTUAL, Modality.ESTIMATE),
        said_by=("agency",),
        since=date(2026, 4, 30),
        closed=date(2026, 12, 31),
        compare=False,
        unit="people",
        key=True,
        smallest=2,
        largest=9000,
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[no, yes, on, off]", ("no", "yes", "on", "off")),
        ("[2025, 007, 1_000, 0x1F]", ("2025", "007", "1_000", "0x1F")),
        ("[2026-01-20, 12:30]", ("2026-01-20", "12:30")),
        ('["Challenger, Gray & Christmas", GMB]', ("Challenger, Gray & Christmas", "GMB")),
        ("lone word", ("lone word",)),
        ("", ()),
        ('["null", "~"]', ("null", "~")),
    ],
)
def test_words_stay_as_they_are_written(folder: Path, written: str, read: tuple[str, ...]) -> None:
    assert load_claim(folder, f"counts: [person]\nexclude: {written}").exclude == read


def test_a_list_can_be_written_once_and_used_again_with_more(folder: Path) -> None:
    topic = load(
        folder,
        HEAD
        + "  - {id: dead, question: Dead?, counts: &who [person, man]}\n"
        + "  - {id: hurt, question: Hurt?, counts: *who}\n"
        + "  - {id: lost, question: Lost?, counts: [*who, sailor]}\n",
    )

    assert [claim.counts for claim in topic.claims] == [
        ("person", "man"),
        ("person", "man"),
        ("person", "man", "sailor"),
    ]


@pytest.mark.parametrize(
    ("written", "name", "aliases"),
    [
        ("{name: Agencies (fire, police), aliases: [FD]}", "Agencies (fire, police)", ("FD",)),
        ("{name: Agencies (fire, police and  rescue)}", "Agencies (fire, police and rescue)", ()),
        ("{aliases: NDA}", "agency", ("NDA",)),
        ("Disaster agency", "Disaster agency", ()),
    ],
)
def test_a_source_may_be_written_short_and_with_commas(
    folder: Path, written: str, name: str, aliases: tuple[str, ...]
) -> None:
    topic = load(folder, f"topic: storm\nsources:\n  agency: {written}\nclaims:{CLAIM}")

    assert (topic.sources[0].name, topic.sources[0].aliases) == (name, aliases)


def test_about_takes_groups_and_lone_words(folder: Path) -> None:
    topic = load(folder, f"topic: storm\nabout: [[storm, gale], coast]\nclaims:{CLAIM}")

    assert topic.about == (("storm", "gale"), ("coast",))


@pytest.mark.parametrize(
    ("written", "surface", "value", "low", "high", "hedge"),
    [
        ("value: 120", "120", 120, 120, 120, Hedge.EXACT),
        ("value: 7,000", "7,000", 7000, 7000, 7000, Hedge.EXACT),
        ("value: 4.5", "4.5", 4.5, 4.5, 4.5, Hedge.EXACT),
        ("value: 1500, hedge: about", "around 1,500", 1500, 1500, 1500, Hedge.ABOUT),
        ("value: 150, hedge: over", "more than 150", 150, 150, None, Hedge.OVER),
        ("value: 150, hedge: at_least", "at least 150", 150, 150, None, Hedge.AT_LEAST),
        ("value: 150, hedge: at least", "at least 150", 150, 150, None, Hedge.AT_LEAST),
        ("value: 150, hedge: under", "fewer than 150", 150, None, 150, Hedge.UNDER),
        ("value: 7000, hedge: up_to", "up to 7,000", 7000, None, 7000, Hedge.UP_TO),
        ("value: 3000, hedge: nearly", "nearly 3,000", 3000, None, 3000, Hedge.NEARLY),
        ("low: 80, high: 150", "80 to 150", None, 80, 150, Hedge.RANGE),
        ("low: 80, high: 150, hedge: range", "80 to 150", None, 80, 150, Hedge.RANGE),
        ("low: 2000, hedge: vague", "thousands", None, 2000, None, Hedge.VAGUE),
        ("low: 200, high: 999, hedge: vague, surface: a few hundred", "a few hundred", None, 200, 999, Hedge.VAGUE),
        ("value: 12, hedge: about, surface: roughly a dozen", "roughly a dozen", 12, 12, 12, Hedge.ABOUT),
    ],
)
def test_a_figure_on_record_has_the_bounds_of_its_hedge(
    folder: Path, written: str, surface: str, value: float | None, low: float | None, high: float | None, hedge: Hedge
) -> None:
    figure = load_figure(folder, written)

    assert (figure.surface, figure.start, figure.end) == (surface, 0, len(surface))
    assert (figure.value, figure.low, figure.high, figure.hedge) == (value, low, high, hedge)


def test_a_percentage_on_record_is_printed_as_one(folder: Path) -> None:
    claim = load_claim(
        folder, "event: [rise]\nmeasure: percent\nfigures:\n  - {value: 17.5, outlet: Daily, as_of: 2026-05-01}"
    )

    assert claim.on_record[0].figure.surface == "17.5%"
    assert claim.on_record[0].figure.measure is Measure.PERCENT


def test_all_faults_are_reported_together_each_with_its_line_and_key(folder: Path) -> None:
    faults = faults_of(
        folder,
        """
topic: storm
abuot: [[storm]]
places:
  coast: []
sources:
  agency: {name: NDA, alias: [NDA]}
claims:
  - id: dead
    question: Who was it?
    count: [person]
    serie: stock
    place: [cost]
  - id: dead
    counts: [person]
    series: cumulativ
    measure: speed
    since: 20 January
    key: yes
    said_by: [NDA, agncy]
    part_of: ded
  - question: Whose id is missing?
    event: [hurt]
    modality: [actual, guess]
    smallest: many
    figures:
      - {hedge: about, source: nobody, outlet: Daily, as_of: 2026-02-30}
      - {value: 3, low: 2, high: 4, outlet: Daily, as_of: 2026-02-20}
      - {low: 5, high: 4, as_of: 2026-02-20, outlet: Daily}
""",
    )

    assert faults == [f"storm.yaml:{fault}" for fault in ALL_FAULTS.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("topic: storm\nclaims: [\n  - id: a", "storm.yaml:3: is no YAML:"),
        (
            "topic: storm: again\nclaims: []",
            "storm.yaml:1: is no YAML: mapping values are not allowed here (column 13)",
        ),
        ("topic: storm\n\tclaims: []", "storm.yaml:2: is no YAML:"),
        ("topic: *nobody", "storm.yaml:1: is no YAML: found undefined alias 'nobody'"),
        ("topic: storm\x01", "storm.yaml: is no YAML:"),
        ("topic: a\n---\ntopic: b\n", "storm.yaml:2: is no YAML: expected a single document"),
        ("topic: a\ntopic: b\nclaims: []", "storm.yaml:2: topic: is given twice; it stands in line 1 already"),
        ("", "storm.yaml: is empty"),
        ("# nothing yet\n", "storm.yaml: is empty"),
        ("- topic\n- storm\n", "storm.yaml: should be keys with values"),
        ("storm", "storm.yaml: should be keys with values"),
        ("topic: storm", "storm.yaml: claims: is missing"),
        ("topic: storm\nclaims: []", "storm.yaml:2: claims: needs at least one entry"),
        ("topic: storm\nclaims: dead", "storm.yaml:2: claims: should be a list"),
        ("topic: storm\nclaims: [dead]", "storm.yaml:2: claims.0: should be a group of keys with values"),
        ("topic: the storm\nclaims:" + CLAIM, "storm.yaml:1: topic: 'the storm' should be letters, digits"),
        ("topic: storm\nlanguage: tlh\nclaims:" + CLAIM, "storm.yaml:2: language: 'tlh' cannot be read; known are en"),
        ("topic: storm\nplaces: [coast]\nclaims:" + CLAIM, "storm.yaml:2: places: should be a group of keys"),
        ("topic: !!python/name:os.system x\nclaims:" + CLAIM, "storm.yaml:1: topic: has the tag"),
        ("topic: &me [*me]", "storm.yaml: topic.0 is nested too deeply, or holds itself"),
        ("topic: " + "[" * 5000, "storm.yaml: is nested too deeply"),
        (HEAD + CLAIM + "    part_of: dead", "storm.yaml:11: claims.0.part_of: makes 'dead' a part of itself"),
        (HEAD + CLAIM + "    exclude: {a: b}", "storm.yaml:11: claims.0.exclude: should be a list of words"),
        (HEAD + CLAIM + "    exclude: [a, [b, {c: d}]]", "storm.yaml:11: claims.0.exclude.2: should be text"),
        (HEAD + CLAIM + "    exclude: ['']", "storm.yaml:11: claims.0.exclude.0: is empty"),
        (HEAD + CLAIM + "    sink", "is no YAML"),
        (HEAD + "  - {id: a, question: How, sink, counts: b}", "storm.yaml:7: claims.0.sink: should be true or false"),
        (HEAD + CLAIM + "    since: 2026-02-02\n    closed: 2026-01-01", "since 2026-02-02 is after closed 2026-01-01"),
        (HEAD + CLAIM + "    smallest: 5\n    largest: 4", "storm.yaml:8: claims.0: smallest 5 is above largest 4"),
    ],
)
def test_a_broken_file_is_told_by_line_and_what_to_do(folder: Path, text: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(folder, text))


def test_parts_that_contain_each_other_are_refused(folder: Path) -> None:
    faults = faults_of(
        folder,
        HEAD
        + "  - {id: a, question: A, counts: x, part_of: b}\n"
        + "  - {id: b, question: B, counts: x, part_of: a}\n"
        + "  - {id: c, question: C, counts: x, part_of: a}\n",
    )

    assert [fault.split(": ")[1] for fault in faults] == ["claims.0.part_of", "claims.1.part_of"]


def test_aliases_that_stand_for_billions_of_values_are_refused_at_once(folder: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
    )

    assert faults_of(folder, bomb) == [
        "storm.yaml: stands for more than 100,000 values; write its repeated lists out once"
    ]


def test_a_file_too_large_is_not_read(folder: Path) -> None:
    assert faults_of(folder, "#" * (LARGEST + 1)) == ["storm.yaml: is larger than 1,000,000 bytes; split it"]


def test_bytes_that_are_no_text_are_told_by_line(folder: Path) -> None:
    path = folder / "storm.yaml"
    path.write_bytes(b"topic: storm\ntitle: caf\xe9\n")

    _, faults = read_topic(path)

    assert [str(fault) for fault in faults] == [f"{path}:2: holds bytes that are not UTF-8; save the file as UTF-8"]


def test_a_byte_order_mark_is_no_part_of_the_first_key(folder: Path) -> None:
    path = folder / "storm.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + f"topic: storm\nclaims:{CLAIM}".encode())

    assert load_topic(path).id == "storm"


@pytest.mark.parametrize(("name", "said"), [("none.yaml", "no such file"), (".", "is a folder")])
def test_a_file_that_is_not_there_is_named(folder: Path, name: str, said: str) -> None:
    with pytest.raises(TopicError, match=said):
        load_topic(folder / name)


def test_a_folder_gives_its_topics_by_file_name(folder: Path) -> None:
    write(folder, f"topic: second\nclaims:{CLAIM}", "b.yaml")
    write(folder, f"topic: first\nclaims:{CLAIM}", "a.yml")
    write(folder, "no topic", "notes.txt")

    assert [topic.id for topic in load_topics(folder)] == ["first", "second"]


def test_a_folder_reports_the_faults_of_all_files_and_ids_used_twice(folder: Path) -> None:
    write(folder, f"topic: storm\nclaims:{CLAIM}", "a.yaml")
    write(folder, f"topic: storm\nclaims:{CLAIM}", "b.yaml")
    write(folder, "topic: storm", "c.yaml")

    with pytest.raises(TopicError) as raised:
        load_topics(folder)

    assert [str(fault) for fault in raised.value.faults] == [
        f"{folder / 'c.yaml'}: claims: is missing",
        f"{folder / 'b.yaml'}: topic: 'storm' is the id of a.yaml too; give each topic its own",
    ]


@pytest.mark.parametrize(("name", "said"), [("nowhere", "no such folder of topics"), (".", "holds no topic file")])
def test_a_folder_without_topics_is_named(folder: Path, name: str, said: str) -> None:
    with pytest.raises(TopicError, match=said):
        load_topics(folder / name)


@given(text=st.text(alphabet="abk:[]{}-,&*#'\"|> \n0", max_size=200))
def test_whatever_is_written_ends_as_a_topic_or_as_faults(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("free"), text)

    topic, faults = read_topic(path)

    assert (topic is None) == bool(faults)


@pytest.mark.parametrize("line", range(8))
@pytest.mark.parametrize("value", ["[]", "{}", "{a: b}", "[[x]]", "[{a: [b]}]", "''", "null", "7", "-"])
def test_a_value_of_the_wrong_kind_anywhere_is_a_fault_or_harmless(folder: Path, line: int, value: str) -> None:
    lines = (HEAD + CLAIM).strip().splitlines()
    keyed = [number for number, text in enumerate(lines) if ":" in text]
    at = keyed[line % len(keyed)]
    lines[at] = lines[at].split(":")[0] + ": " + value

    topic, faults = read_topic(write(folder, "\n".join(lines)))

    assert (topic is None) == bool(faults)


def test_topic_files_written_by_editors_are_taken_unchanged() -> None:
    """Fourteen files of other events, written before there was a loader."""
    if not SHARED_EVENTS.is_dir():
        pytest.skip("shared: events are not beside this checkout")
    files = sorted(SHARED_EVENTS.glob("*/topic.yaml"))

    topics = [load_topic(path) for path in files]

    assert len(files) == 14
    assert [topic.id for topic in topics] == [path.parent.name for path in files]
    assert all(topic.claims and topic.sources and topic.about for topic in topics)
