"""What a figure counts that has no noun of its own."""

import pytest

from bot.matching.subjects import subject_before
from bot.matching.words import split_words
from bot.reading.languages.en_matching import MATCHING


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The number of missing has come down to about 66", "missing"),
        ("The number of victims of the landslide has risen to 66", "victims"),
        ("The death toll has now climbed past 66", "death toll"),
        ("Deaths in Ostrava rose to at least 66", "Deaths"),
        ("Hospital admissions stood at 66", "Hospital admissions"),
        ("The gale killed 66", ""),
        ("By noon 66", ""),
    ],
)
def test_a_verb_of_change_leads_from_a_total_to_its_figure(text: str, subject: str) -> None:
    words = split_words(text, MATCHING.inflection)
    figure = next(number for number, word in enumerate(words) if word.text == "66")

    first, end = subject_before(words, figure, 0, MATCHING)

    assert " ".join(word.text for word in words[first:end]) == subject
