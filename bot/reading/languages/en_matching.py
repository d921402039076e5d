"""English word lists for matching."""

from bot.matching.language import MatchingLanguage
from bot.reading.language import words
from bot.reading.languages.en_clauses import CLAUSES
from bot.reading.languages.en_forms import INFLECTION
from bot.reading.languages.en_kin import EVENTS, NOUNS, SYNONYMS

_GENERIC_NOUNS = ("person", "people", "man", "woman", "individual", "other", "life", "soul", "human")

_FUNCTION_WORDS = """
a an the this that these those its their his her our your my some any each every no all both of in on at by to from
with without for about against across after before behind between beyond during into inside near onto over under
outside since through throughout toward towards until upon within among amid amongst along alongside around despite
and or but nor yet so than as if when while where whereas whether because although though once unless who whom whose
which what how why there here then now also only just even still already again too not never ago is are was were be
been being am has have had do does did will would can could may might must shall should he she it they we you i him
them us me out up off down away back per said says say according including plus versus came come comes go goes went
got get gets took take takes made make makes left remained remain remains lost fled died told added became become
began stood stands monday tuesday wednesday thursday friday saturday sunday
"""


def families(table: str) -> tuple[tuple[str, ...], ...]:
    """Read families of terms: commas within, semicolons between."""
    rows = (" ".join(row.split()) for row in table.split(";"))
    return tuple(tuple(term.strip() for term in row.split(",")) for row in rows if row)


MATCHING = MatchingLanguage(
    inflection=INFLECTION,
    clauses=CLAUSES,
    coordinators=words("and or but while whereas plus as after before when with alongside"),
    families={
        "people": (
            "people",
            "person",
            "man",
            "woman",
            "child",
            "civilian",
            "resident",
            "victim",
            "individual",
            "other",
            "soul",
        ),
        "detainees": ("detainee", "prisoner", "inmate", "convict", "escapee", "fugitive"),
        "fighters": ("fighter", "militant", "member", "soldier", "combatant"),
        "families": ("family", "household"),
        "children": ("child", "minor", "boy", "girl", "juvenile"),
    },
    synonyms=families(SYNONYMS),
    events=families(EVENTS),
    nouns=families(NOUNS),
    generic=_GENERIC_NOUNS,
    relatives=frozenset({"who", "that", "which", "whom"}),
    finite=words(
        """
        are were is was have has had will would can could may might remain remains remained do did does got
        became
        """
    ),
    changes=words(
        """
        rise raise climb grow go reach stand put bring increase jump soar pass top revise update lower fall
        drop total come decline shrink swell number exceed surpass double mount dip ease tick hit edge creep spiral
        hover amount begin start
        """
    ),
    links=words(
        """
        has have had is are was were be been being will would could may might now then also already officially
        currently still since later further sharply quickly slowly steadily again only just provisionally to at by past
        above over beyond below under from down up back out least most more than as high low of the a an its their
        around about nearly almost estimated put placed set given confirmed believed thought feared said reported
        """
    ),
    partitives=frozenset({"of"}),
    determiners=words("the these those its their his her our such all"),
    phrase_ends=words(_FUNCTION_WORDS),
    participle_endings=("ed", "ing"),
    participles=words("dead hurt held shot found killed lost taken missing alive ill"),
    pronouns=words("others other them more total such ones"),
    increments=words("more another additional further extra new other others"),
    subcounts=(
        ("including",),
        ("among", "them"),
        ("of", "them"),
        ("of", "whom"),
        ("of", "which"),
        ("of", "those"),
        ("of", "these"),
        ("among", "those"),
        ("among", "whom"),
        ("them",),
        ("include",),
        ("includes",),
        ("included",),
        ("comprising",),
    ),
    totals=words("toll number total tally figure count sum"),
    number_words=words("""
            about around roughly approximately some nearly almost over more than at least under fewer less
            up to an estimated one two three four five six seven eight nine ten eleven twelve fifteen twenty
            thirty forty fifty dozen hundred thousand million
            """),
    calendar=words("""
            january february march april may june july august september october november december jan feb
            mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday
            sunday mr mrs ms dr gov gen lt col president minister governor mayor sheriff police chief
            general king queen prime the an on in at by it he ministry ministries department defense defence
            interior foreign health justice office council court agency commission army national federal
            state central international spokesman spokeswoman officials authorities secretary director
            commander she
            """),
    speaks=words("say tell report add note confirm announce warn argue believe think"),
    groups=words("group batch team crew unit squad family party gang cell"),
    there=words("there here inside thereby"),
    place_nouns=words("""
            camp prison jail site facility village town city district province county hospital plant factory
            building island center centre compound complex annex penitentiary station square stadium port
            airport
            """),
    anaphors=words("them whom which these those"),
    copulas=words("are were is was"),
    origins=frozenset({"from"}),
    locatives=words("at in near on outside inside across"),
    indefinites=words("a an one two three four five its their another each some several other both"),
)
