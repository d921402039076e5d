"""How numbers are written in English."""

from bot.reading.language import NumeralWords, words

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()

NUMERALS = NumeralWords(
    units={word: value for value, word in enumerate(_UNITS)},
    tens={word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    scales={
        "dozen": 12,
        "hundred": 100,
        "thousand": 1_000,
        "lakh": 100_000,
        "million": 1_000_000,
        "mln": 1_000_000,
        "crore": 10_000_000,
        "billion": 1_000_000_000,
        "bln": 1_000_000_000,
        "trillion": 1_000_000_000_000,
    },
    plural_scales={
        "tens": 10,
        "dozens": 12,
        "scores": 20,
        "hundreds": 100,
        "thousands": 1_000,
        "lakhs": 100_000,
        "millions": 1_000_000,
        "crores": 10_000_000,
        "billions": 1_000_000_000,
        "trillions": 1_000_000_000_000,
    },
    suffixes={
        "k": 1_000,
        "M": 1_000_000,
        "mn": 1_000_000,
        "mln": 1_000_000,
        "mil": 1_000_000,
        "B": 1_000_000_000,
        "bn": 1_000_000_000,
        "bln": 1_000_000_000,
        "tn": 1_000_000_000_000,
    },
    money_suffixes={"m": 1_000_000, "b": 1_000_000_000, "t": 1_000_000_000_000},
    ordinals={word: value for value, word in enumerate(_ORDINALS, 1)}
    | dict(zip([word[:-1] + "ieth" for word in _TENS], range(20, 100, 10), strict=True))
    | {"hundredth": 100, "thousandth": 1_000, "millionth": 1_000_000},
    fractions={
        "half": 2,
        "halves": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fourth": 4,
        "fourths": 4,
        "fifth": 5,
        "fifths": 5,
        "sixth": 6,
        "sixths": 6,
        "seventh": 7,
        "sevenths": 7,
        "eighth": 8,
        "eighths": 8,
        "ninth": 9,
        "ninths": 9,
        "tenth": 10,
        "tenths": 10,
    },
    halves=frozenset({"half"}),
    articles=frozenset({"a", "an"}),
    conjunction="and",
    of="of",
    vague_multipliers={"several": None, "few": 10, "many": None, "couple": None},
    scores=frozenset({"scores", "tens"}),
    score_followers=words(
        "of more others dead killed hurt injured wounded missing feared arrested detained evacuated trapped stranded were have "
        "are"
    ),
    half_followers=words("of the its their his her our all that those these them who"),
    half_leaders=words("than nearly almost about around roughly over approximately by at to only some least just"),
    not_before_half=words(
        "first second third other latter former back early later last next this that each every front top bottom and "
        "better final opening lower upper"
    ),
    ones=frozenset({"one"}),
    not_before_one=words("no any every each some this that which such everyone someone anyone loved not former whole"),
    not_after_one=words(
        "another day thing side way reason example hand such asks can could should might must would hopes knows wants needs "
        "thinks expects wonders says may will time's who whose that else's else wishes"
    ),
    partitive_after_one=words(
        "the a an his her its their our my your these this that several many few some two three four five six seven eight "
        "nine ten those most such america's"
    ),
    determiners=words("a an the this that another each every such"),
    zero=frozenset({"no"}),
    zero_pronouns=frozenset({"nobody", "none"}),
    zero_nouns=words(
        "casualties deaths fatalities injuries victims arrests survivors layoffs escapes escapees injured dead wounded "
        "fatality casualty hostages cases"
    ),
    zero_outcomes=words(
        "killed hurt injured wounded harmed arrested detained captured missing died dead evacuated rescued trapped charged "
        "infected hospitalized hospitalised recaptured"
    ),
    zero_links=words("of them was were has have had been is are be being reported reportedly seriously badly yet"),
    zero_blocks=words(
        "immediate figures figure toll tolls count counts report reports word information details estimate estimates number "
        "numbers data evidence sign signs indication longer official confirmation more fewer less precise exact comment "
        "statement"
    ),
)
