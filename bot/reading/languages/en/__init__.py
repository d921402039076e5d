"""English."""

from bot.reading.language import Language
from bot.reading.languages.en.hedges import HEDGES
from bot.reading.languages.en.measures import MEASURES
from bot.reading.languages.en.nouns import NOUNS
from bot.reading.languages.en.numerals import LACKS, NUMERALS, ONES
from bot.reading.languages.en.sentences import SENTENCES

LANGUAGE = Language(
    code="en",
    sentences=SENTENCES,
    numerals=NUMERALS,
    ones=ONES,
    lacks=LACKS,
    hedges=HEDGES,
    measures=MEASURES,
    nouns=NOUNS,
)
