"""English."""

from bot.reading.language import Language
from bot.reading.languages.en.hedges import HEDGES
from bot.reading.languages.en.measures import MEASURES
from bot.reading.languages.en.nouns import NOUNS
from bot.reading.languages.en.numerals import LACKS, NUMERALS, ONES
from bot.reading.languages.en.sentences import SENTENCES
from bot.reading.languages.en_clauses import CLAUSES
from bot.reading.languages.en_manner import DATES, MANNER
from bot.reading.languages.en_matching import MATCHING
from bot.reading.languages.en_sources import SOURCE_WORDS
from bot.reading.languages.en_speech import SPEECH

LANGUAGE = Language(
    code="en",
    sentences=SENTENCES,
    numerals=NUMERALS,
    ones=ONES,
    lacks=LACKS,
    hedges=HEDGES,
    measures=MEASURES,
    nouns=NOUNS,
    clauses=CLAUSES,
    speech=SPEECH,
    dates=DATES,
    manner=MANNER,
    sources=SOURCE_WORDS,
    matching=MATCHING,
)
