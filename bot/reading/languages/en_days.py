"""How English names days."""

import re

from bot.reading.days import DayWords, Grain

_WEEKDAYS = {
    name: index
    for index, names in enumerate(
        [
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
_MONTHS = {
    name: index
    for index, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_NUMBERS = {
    name: number
    for number, names in enumerate(
        ["", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
    for name in names.split()
}
_UNITS = {"day": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.WEEK, "month": Grain.MONTH, "year": Grain.YEAR}
_BACK = {
    "yesterday": 1,
    "last night": 1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}


def _names(table: dict[str, int], short: str) -> str:
    names = sorted((name.capitalize() for name in table), key=len, reverse=True)
    return "|".join(name if len(name) > len("Thurs") else rf"{name}{short}" for name in names)


# A short weekday wants its point or a comma: "Sat" and "Sun" are words too.
_WEEKDAY, _MONTH = _names(_WEEKDAYS, r"(?:\.|(?=,\s))"), _names(_MONTHS, r"\b\.?")
_COUNT = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d(?![,\d%])"
_BEFORE_PERIOD = (
    r"(?:[Ii]n|[Ss]ince|of|from|[Bb]y|until|[Dd]uring|through|for|[Ll]ate|[Ee]arly|mid|end\sof)[\s-]+"
    r"(?:late\s|early\s|mid-)?"
)

DAYS = DayWords(
    pattern=re.compile(
        rf"""\b(?:
          (?P<iso>\d{{4}}-\d\d-\d\d)
        | (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?
        | (?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|,\d|\.\d)(?:,?\s+(?P<year2>{_YEAR}))?
        | on\s+the\s+(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)
        | (?:(?P<which1>[Ll]ast|[Tt]his|[Pp]ast|[Nn]ext|coming|following)\s+)?(?P<weekday>{_WEEKDAY})
        | (?:{_BEFORE_PERIOD}|(?P<which2>[Ll]ast|[Tt]his|[Nn]ext)\s+)(?P<month3>{_MONTH})(?:,?\s+(?P<year3>{_YEAR}))?
        | {_BEFORE_PERIOD}(?P<year4>{_YEAR})
        | (?P<back>(?i:{"|".join(_BACK).replace(" ", "[ ]")}))
        | (?P<count>(?i:{_COUNT})|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|earlier|before)
        | (?P<which5>[Ll]ast|[Tt]his|[Pp]ast|[Pp]revious|[Nn]ext|coming|following)\s+(?P<period>weekend|week|month|year)
        )(?!\w)""",
        re.VERBOSE,
    ),
    weekdays=_WEEKDAYS,
    months=_MONTHS,
    numbers=_NUMBERS,
    units=_UNITS,
    back=_BACK,
    previous=frozenset({"last", "past", "previous"}),
    following=frozenset({"next", "coming", "following"}),
    relative=frozenset({"earlier", "before"}),
)
