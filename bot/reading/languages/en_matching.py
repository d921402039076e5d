"""English word lists for matching."""

from bot.matching.language import MatchingLanguage
from bot.reading.language import words
from bot.reading.languages.en_clauses import CLAUSES
from bot.reading.languages.en_forms import INFLECTION

_EVENTS = """
die, dead, death, kill, fatality, perish, toll, death toll, lose lives, lose life, claim lives, corpse, body,
    deceased, slay, drown;
injure, injury, wound, hurt;
miss, missing, unaccounted, untraced, not be found;
escape, flee, break out, breakout, get out, get away, jailbreak, abscond, break free, bolt, slip away, at liberty;
recapture, rearrest, capture, catch, back behind bars, back in custody, apprehend, seize, surrender, turn themselves
    in, round up;
at large, on the run, on the loose, on the lam, still free, remain free, be sought, hunt, fugitive, be searched for,
    still running;
arrest, detain, take into custody, in custody, apprehend, round up, seize;
evacuate, displace, homeless, leave homes, flee homes, in shelter, shelter, driven from;
destroy, damage, wreck, flatten, raze, burn down, level, gut, collapse, ruin, gone;
rescue, save, pull alive, pull out alive, survive, survivor, bring to safety;
hospitalize, in hospital, to hospital, admit;
attend, gather, turn out, take part, march, rally, assemble, crowd;
lay off, layoff, cut, axe, slash, shed, let go, redundant, redundancy, eliminate, dismiss, job cut, lose job;
on strike, strike, walk out, walk off, picket, down tools, stop work, walkout;
infect, contract, sicken, diagnose, test positive, fall ill;
transfer, move, relocate, bring, hand over, receive, arrive, fly, send, take in, transport, ship, reach;
hold, house, contain, home to, keep, confine, jail, imprison, guard, live, shelter;
burn, scorch, char, consume, blacken;
release, free, let out, let go, set free, spring;
plan, intend, aim, expect, could, target, propose;
"""
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
    events=families(_EVENTS),
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
        drop total
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
