"""The English words that date a figure, and those that put it as plan, estimate, denial, accusation or the past."""

import re

from bot.reading.dates import DateWords
from bot.reading.languages.en_clauses import CLAUSES
from bot.reading.languages.en_days import DAYS
from bot.reading.manner import Cues, MannerWords


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _either(*alternatives: str) -> str:
    return "|".join(alternatives)


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile(_either(*alternatives) or r"(?!)", re.IGNORECASE)


def _cues(needs: str, *, left: tuple[str, ...] = (), right: tuple[str, ...] = (), frame: tuple[str, ...] = ()) -> Cues:
    return Cues(needs=_words(needs), left=_pattern(*left), right=_pattern(*right), frame=_pattern(*frame))


_COUNT = r"(?:toll|count|figure|number|total|tally|estimate|report|list|estimates|reports|figures)"
_PASSIVE = (
    r"(?:\w+ed|\w+en|held|found|caught|hurt|shot|sent|hit|left|struck|brought|put|laid|made|cut|told|lost|met|shut)"
)
_COUNTING = (
    r"\b(?:rose|rises|risen|climbed|climbs|reached|reaches|stood|stands|stand|fell|falls|fallen|dropped|drops)\b",
    r"\b(?:numbered|numbers|totall?ed|raised|lowered|revised|updated|grew|grown|increased|decreased|topped|passed)\b",
    r"\b(?:exceeded|remained|remains|described|listed|counted|recorded|registered|brings?|brought the)\b",
    rf"\b(?:came|come|gone|went) (?:up|down|to)\b|\b{_COUNT}\b",
    rf"\b(?-i:is|are|was|were|had|has|have)\b(?! (?:(?:been|being|not|also|now|already|\w+ly) )*{_PASSIVE}\b)",
)
"""How a count stands. A form of `be` or `have` before a participle tells an event instead."""

_MODAL = r"\b(?-i:will|would|could|may|might|shall)\b(?! (?:\w+ )?(?:have|not)\b)"
_INTENT = (
    (
        r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|means|meant|want(?:s|ed)?|hop(?:es|ed|ing)"
        r"|seek(?:s|ing)?|expect(?:s|ed)?|set|due|scheduled|slated|ready|prepar(?:es|ed|ing)|vow(?:s|ed)|pledg(?:es|ed)"
        r"|promis(?:es|ed)|propos(?:es|ed|al|als)|agree(?:s|d)|projected|threaten(?:s|ed|ing)|about|(?-i:is|are)|was|were)"
        r"(?: \w+ly)? to [a-z]+"
    ),
    r"\b(?:plan|plans|deal|agreement|order|decision|proposal|target|pledge)(?: (?!to\b)[\w'’-]+){0,5} to [a-z]+",
    r"\b(?:plans?|agreements?|deals?|targets?|goals?|ceilings?|caps?|quotas?) (?:for|of)\b",
    r"\bfor(?:esaw|esees?|eseen)\b|\benvisag\w+|\btarget(?:s|ed|ing)\b",
)
_PLANNED = _either(_MODAL, *_INTENT)

_ESTIMATING = (
    r"\b(?:estimat(?:e|es|ed|ing)|reckon(?:s|ed|ing)?|guess(?:es|ed)?|project(?:s|ed|ions?)|suggest(?:s|ed)?"
    r"|assess(?:es|ed)|calculat(?:es?|ed))\b"
)
_GUESSES = r"(?:estimates?|projections?|calculations?|assessments?)"
_PERHAPS = r"\b(?:may|might|could|must)(?: \w+)? have\b"

_NOT_OWNED = r"(?!['’])"
"""Not `last week's flood`."""
_CHANGED = (
    r"(?:up|down|rose|risen|rises?|rising|fell|fallen|falls?|falling|dropp?(?:ed|ing)|drops?|grown?|grew|growing|grows"
    r"|climb(?:ed|s|ing)?|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|gone|cut|raised|raising|raises|lower(?:ed|ing|s)"
    r"|revis(?:ed|ion)|shrank|shrunk|shrinking|jump(?:ed|s|ing)?|soar(?:ed|s|ing)|surg(?:ed|es|ing)|chang(?:e|ed|es)"
    r"|correct(?:ed|ion)|widened|doubled)"
)
_FROM = r"from(?: (?!to\b)[a-z'’]+){0,2}$"
_AGO = (
    r"\b(?:a|two|three|four|five|six|several|\d+) (?:weeks?|months?) (?:ago|earlier|before)\b",
    r"\bearlier in the (?:week|month)\b",
)
_RETOLD = (
    r"\b(?:earlier|previously|before that)\b",
    r"\bhad (?:\w+ )?(?:said|put|given|told|reported|spoken|announced|estimated|counted|listed|claimed|confirmed)\b",
)

MANNER = MannerWords(
    clauses=CLAUSES,
    denied=_cues(
        "den ref rej dis dou que con cha not no tal fal wro exa inf unt fab inc wit too tak ret rev dro",
        left=(
            r"\b(?:deny|denies|denied|denying|refut(?:es|ed|ing))\b(?:(?!\b(?:that|who|which|for|over|after|in)\b).)*$",
            (
                r"\b(?:reject|dismiss|disput|doubt|question|contest|challeng)(?:e?s|ed|ing)? (?:[\w'’-]+ ){0,4}"
                r"(?:claim|figure|report|toll|number|count|estimate|suggestion)s?\b"
            ),
            (
                r"\b(?:withdr[ea]w\w*|retract\w*|revok(?:es|ed|ing)|t(?:ook|akes?|aking|aken) back|dropp(?:ed|ing)) "
                r"(?:its|their|his|her|the|an?|this|that)(?: \w+){0,2} "
                r"(?:figure|count|claim|number|toll|estimate|statement|report)s?(?: of| that)?\b"
            ),
            r"\bnot (?:talking|speaking) (?:about|of)$",
            r"\b(?:is|are|was|were|it's) not(?: the| some)?$",
            r"\bno (?:more|longer)? ?talk of$",
            r"(?:^|[,;:] ?)not(?: just| merely)?(?: the)?$",
        ),
        right=(
            (
                r"^(?: [\w'-]+){0,4} (?:is|was|are|were) "
                r"(?:false|wrong|exaggerated|inflated|untrue|fabricated|incorrect|not (?:true|correct))\b"
            ),
        ),
        frame=(r"\b(?:deny|denies|denied|refut(?:es|ed))(?: \w+)? ?$",),
    ),
    accused=_cues(
        "acc bla fau all \" “ ‘ '",
        left=(r"\b(?:accus(?:ed|es|ing)|blam(?:ed|es|ing)|faulted) (?!of\b|by\b|for\b)\w.*\b(?:of|for) [\w -]*ing\b",),
        right=(
            r"^\D*\b(?:was|were|been) [\"“‘']\w+(?: \w+){0,3}[\"”’'] by\b",
            r"^(?: \w+){1,3} allegedly\b",
        ),
        frame=(r"\balleg(?:ed|es)(?: that)? ?$",),
    ),
    fact=_cues(
        "abo bel tha ove und of not pre cur",
        left=(
            r"\b(?:above|below|than|over|under) (?:the|its|their)$",
            r"\bof (?:the|its|their|a|an|all|[\w-]+['’]s)(?: [\w'’-]+){0,4} of$",
            r"\bof (?:the|its|their|[\w-]+['’]s|[\w-]+s['’])$",
            r"\bnot (?:\w+ ){1,4}(?:of|for) (?:its|their|the)$",
            r"\b(?:present|current)$",
        ),
    ),
    estimate=_cues(
        "est rec gue pro sug ass cal bel tho pre fea exp may mig cou mus lik per pos",
        left=(
            _ESTIMATING,
            _PERHAPS,
            r"\b(?:estimates|projections|calculations)\b",
            r"\b(?:believed?|believes|thought|presumed|feared) (?:\w+ )?to\b|\bexpect(?:s|ed)? the \w+ to be\b",
            r"\b(?:probably|perhaps|possibly|maybe|likely|presumably)\b(?: [\w'-]+){0,3}$",
        ),
        right=(
            r"^[^,;]*?\b(?:believed|thought|estimated|presumed|feared) (?:to|dead)\b",
            rf"^[^,;]*?{_PERHAPS}",
            rf"^[^.;]{{0,60}}\b(?:in|by|on) (?:the |its |their |one |some |an )?(?:own )?{_GUESSES}\b",
            r"^(?: [\w-]+){0,3} (?:likely|probably|possibly)\b",
            r", [^,;]*\b(?:estimate|reckon|guess)\W*$",
        ),
        frame=(_ESTIMATING, rf"\b{_GUESSES}\b"),
    ),
    planned=_cues(
        """
        wil wou cou may mig sha pla int aim mea wan hop see exp set due sch sla rea pre vow ple pro agr
        thr abo is are was wer dea ord dec tar goa cei cap quo for env
        """,
        left=(_PLANNED,),
        right=(rf"^(?:[^,;]|,(?=\d))*?(?:{_PLANNED}|\bplanned\b)",),
    ),
    headline=_pattern(
        r"^[^,;:]*\bto (?:cut|axe|slash|shed|move|transfer|send|bring|take|receive|get|hire|lay|lose|fall|free|release"
        r"|deploy|build|buy|pay|spend|close|open|shut|add|deport|evict|evacuate|house|host|resettle|recall|return)\b"
    ),
    past=_cues(
        """
        pre ear ori pri old yes ini fir bef beg sta out sto put set fro com aga ins rat use onc fol hei
        pea pas las lat sin
        """,
        left=(
            rf"\b(?:previous|earlier|original|prior|old|yesterday['’]s) (?:\w+ )?(?:{_COUNT}|claims?|assessments?)\b",
            r"\b(?:initial|first) (?:\w+ )?(?:toll|count|figure|number|total|tally|claim|assessment)s?\b",
            r"\b(?:at first|first) (?:said|reported|put|gave|spoke|announced|claimed|told)\b",
            r"^\W*(?:at first|initially|originally|previously|before that|to begin with|at the (?:start|outset))\b",
            rf"\b{_COUNT}(?: [\w'’-]+){{0,6}} earlier\b(?! (?:on|in|this|today)\b)",
            r"\bhad (?:earlier|first)\b|\bhad (?:stood|been put|been set) at$",
            r"\b(?:had|has|have|was|were|that|which|who) (?:at first|initially|originally|previously)\b",
            rf"\b(?:up|down)(?: [a-z]+ly)? {_FROM}|\b{_CHANGED}\b.*\b{_FROM}",
            r"\b(?:compared|against) (?:with|to)(?: the| an?)?$|\b(?:instead of|rather than)(?: the)?$",
            r"\bused to (?:be|have|hold|house|count|number|stand|employ)\b",
            r"\bonce (?:had|held|housed|counted|numbered|stood|employed)\b",
            r"\bfollows (?:a|an|the) (?:first|earlier|previous|initial) \w+ of$",
            r"\bat (?:its|their) (?:height|peak)\b|\bpeaked at$",
            rf"\b(?:in|over) (?:the )?(?:past|previous) (?:years?|decades?)\b|\blast year\b{_NOT_OWNED}",
        ),
        right=(
            (
                r"^(?: [\w-]+){0,3} (?:reported|announced|given|put out|published)"
                r" (?:before|earlier|previously|initially|at first)\b"
            ),
            (
                r"^(?: [\w-]+){0,3} (?:at first|(?:than|as) first|initially|originally|previously|earlier)"
                r" (?:reported|given|said|announced|claimed|counted|thought|named|feared|estimated)\b"
            ),
            r"^ that [^,;]*\bhad \w+ (?:before|earlier|previously)\b",
            (
                r"^[^;]*\b(?:was|were|has been|have been) (?:later|since)"
                r" (?:raised|lowered|revised|corrected|cut|withdrawn|changed)\b"
            ),
            rf"\bat the (?:start|outset|beginning)\W*$|\blast year\b{_NOT_OWNED}",
        ),
        frame=(r"\b(?:at first|initially|originally|at the (?:start|beginning) of the (?:week|month|year))\b",),
    ),
    lately=_cues(
        "las pre ago ear bef",
        left=(rf"\b(?:last|previous) (?:week|month)\b{_NOT_OWNED}", *_AGO),
        right=(rf"^[^,;]*?(?:{_either(*_AGO)})",),
        frame=(rf"\blast (?:week|month|year)\b{_NOT_OWNED}", *_AGO),
    ),
    counting=_pattern(*_COUNTING),
    retold=_cues("ear pre bef had", left=_RETOLD, right=(r"^[^;]*?\b(?:before that|earlier)\b",), frame=_RETOLD),
    first=_cues(
        "fir ope beg sta",
        left=(
            r"\bfirst$",
            r"\bfirst (?:batch|group|wave|round|convoy|lot|transfer)\b",
            r"\b(?:opened|began|started) with$",
        ),
        right=(r"\bfirst to\b",),
    ),
    present=_cues(
        "has hav is are rem sti now",
        left=(r"\b(?-i:has|have|is|are|remains?|still|now)\b",),
        right=(r"^[^,;]*?\b(?-i:has|have|is|are|remains?|still|now)\b",),
    ),
    bygone=_pattern(rf"\blast year\b{_NOT_OWNED}", r"\bin past years\b"),
    since=_words("since until till from before after"),
    sequels=frozenset({"when", "which", "where", "in which", "of which"}),
    asides=_words("who which whose where that since until before after because although though while if"),
)

DATES = DateWords(
    clauses=CLAUSES,
    days=DAYS,
    firm=frozenset({"by", "until", "till", "through", "as of", "as at"}),
    anchors=_words("since after before following from between prior of starting beginning"),
    skipped=_words("on late early the midday noon end about around"),
    determiners=_words("the a an this that last its their"),
    records=_words(
        """
        count counts toll update report list statement figure figures tally bulletin briefing total data announcement
        reports lists statements filings filing notice document documents
        """
    ),
    linking=_words("of from"),
    modals=_words("will would could may might shall must can"),
    counting=_pattern(*_COUNTING),
    openers=_words("in at on during"),
    pronouns=_words("he she it they statement"),
    definite=_words("the"),
    telling=frozenset(
        word
        for word in CLAUSES.speaking | CLAUSES.reporting | {"put", "gave", "spoke"}
        if not word.endswith("s") and word != "say"
    ),
    pluperfect=_words("had"),
)
