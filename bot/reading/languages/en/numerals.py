"""How numbers are written in English."""

from bot.reading.language import LackWords, NumeralWords, OneWords, words

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_THIRD = 3
"""The first ordinal that is a denominator too."""

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
    ordinal_endings=words("st nd rd th"),
    decade_endings=frozenset({"s"}),
    fractions={"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
    | {word: value for value, word in enumerate(_ORDINALS, 1) if value >= _THIRD}
    | {f"{word}s": value for value, word in enumerate(_ORDINALS, 1) if value >= _THIRD},
    halves=frozenset({"half"}),
    articles=frozenset({"a", "an"}),
    conjunction="and",
    of="of",
    vague_multipliers={"several": None, "few": 10, "many": None, "couple": None},
    scores=frozenset({"scores", "tens"}),
    score_followers=words(
        """
        of more others dead killed hurt injured wounded missing feared arrested detained evacuated trapped stranded
        were have are
        """
    ),
    half_followers=words("of the its their his her our all that those these them who"),
    half_leaders=words("than nearly almost about around roughly over approximately by at to only some least just"),
    not_before_half=words(
        """
        first second third other latter former back early later last next this that each every front top bottom and
        better final opening lower upper
        """
    ),
)

ONES = OneWords(
    words=frozenset({"one"}),
    not_before=words("no any every each some such everyone someone anyone loved not former whole"),
    not_after=words(
        """
        another day part thing side way reason example hand account asks can could should might must would hopes knows
        wants needs thinks expects wonders says may will time's who whose that else's else wishes
        """
    ),
    counting=words("least only about just most"),
    classing=words("as became become becomes among like remain remains remained called considered described into"),
    those=words("them every those these whom which us you"),
    wants=words("want wants wanted need needs needed have has had find finds found get gets got given buy see seen"),
    pairing=words("or to with after from by and"),
    partners=words("another next"),
)

LACKS = LackWords(
    determiners=frozenset({"no"}),
    pronouns=frozenset({"nobody", "none"}),
    nouns=words(
        """
        casualties deaths fatalities injuries victims arrests survivors layoffs escapes escapees injured dead wounded
        fatality casualty hostages
        """
    ),
    outcomes=words(
        """
        killed hurt injured wounded harmed arrested detained captured caught missing died dead evacuated rescued
        trapped charged infected hospitalized hospitalised recaptured released freed shot
        """
    ),
    links=words(
        """
        was were has have had been is are be being reported reportedly seriously badly yet also later since now
        """
    ),
    blocks=words(
        """
        immediate figures figure toll tolls count counts report reports word information details estimate estimates
        number numbers data evidence sign signs indication longer official confirmation more fewer less precise exact
        comment statement rate rates
        """
    ),
)
