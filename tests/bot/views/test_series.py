"""A claim's ledger in a spreadsheet: every entry a row, and nothing that is run."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from bot.views.series import HEADINGS, series_rows, text_cell
from tests.newsroom import TOPIC, entry, statement


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://evil.example";"click")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "  =1+1",
        "\t=1+1",
        "\r\n=1+1",
        "\u200b=1+1",
        "\u202e=1+1",
        "＝1+1",
        "\ufeff=1+1",
    ],
)
def test_nothing_that_was_printed_is_taken_for_a_formula(text: str) -> None:
    cell = text_cell(text)
    assert cell.startswith("'")
    assert "\n" not in cell


@pytest.mark.parametrize("text", ["", "24 people", "some -5", "it's = 3", "around 120"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert text_cell(text) == text


def test_numbers_stay_numbers_and_every_text_of_a_row_is_guarded() -> None:
    hostile = "=1+1"
    new = statement("24", 24, said_by=hostile, outlet=hostile, via=hostile, quote="=cmd {}")
    new = replace(new, url=hostile, source=hostile, figure=replace(new.figure, unit=hostile, surface="+24"))
    (row,) = series_rows(TOPIC, [entry(new)])

    assert len(row) == len(HEADINGS)
    assert row[HEADINGS.index("value")] == 24
    assert not [cell for cell in row if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))]
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow(row)
    assert next(csv.reader(StringIO(out.getvalue())))[HEADINGS.index("quote")] == "'=cmd 24"


def test_an_entry_that_was_corrected_is_told() -> None:
    first = entry(statement("24", 24))
    word = replace(entry(statement("24", 24)), corrects=first.statement.id)
    assert [row[HEADINGS.index("counts")] for row in series_rows(TOPIC, [first, word])] == ["no", "yes"]
