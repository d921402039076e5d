"""How English qualifies a number."""

from bot.model import Hedge
from bot.reading.language import HedgeWords, phrases, words

_BEFORE = {
    Hedge.ABOUT: """
        about; around; roughly; approximately; approx; approx.; approximate; some; an estimated; estimated; est.;
        circa; ca.; c.; ~; ≈; somewhere around; in the region of; in the neighborhood of; in the neighbourhood of;
        in the order of; on the order of; in the vicinity of; in the area of; in the ballpark of; somewhere near;
        plus or minus; around about; something like; perhaps; maybe; possibly; an approximate; more or less;
        an average of
    """,
    Hedge.OVER: """
        more than; greater than; over; above; upwards of; upward of; in excess of; north of; beyond; larger than;
        higher than; >; more then; bigger than
    """,
    Hedge.AT_LEAST: """
        at least; atleast; as few as; as little as; a minimum of; minimum of; no fewer than; no less than;
        not fewer than; not less than; at the very least; at a minimum; not under; ≥
    """,
    Hedge.UNDER: "fewer than; less than; under; below; lower than; smaller than; south of; <; short of",
    Hedge.UP_TO: """
        up to; upto; as many as; as much as; no more than; not more than; a maximum of; maximum of; at most;
        at the most; ≤; no greater than; not over; as high as; up to a maximum of; not exceeding
    """,
    Hedge.NEARLY: """
        nearly; almost; close to; near to; just under; just below; just short of; just shy of; slightly under;
        slightly below; slightly less than; slightly fewer than; a little under; a little less than;
        a little fewer than; approaching; nearing; virtually; not quite; practically; shy of; a shade under;
        well nigh; nigh on; close on; not far off; not far from; not far short of; bordering on; verging on;
        little short of; a little short of; slightly short of; a bit under; a bit less than; a tad under; just about;
        somewhat less than; somewhat under; just less than; just fewer than; getting on for
    """,
}
_AFTER = {
    Hedge.OVER: "+; - plus; - some; -plus",
    Hedge.AT_LEAST: "or more; or greater; and up; and counting; or higher; at the very least; at a minimum",
    Hedge.UP_TO: "or fewer; or less; at most; at the most; max; or under",
    Hedge.ABOUT: "or so; - odd; odd; - ish; ish; give or take; or thereabouts; or roughly that",
}
_VERBS = {
    Hedge.OVER: """
        past; pass; passes; passed; passing; top; tops; topped; topping; exceed; exceeds; exceeded; exceeding;
        surpass; surpasses; surpassed; surpassing; cross; crosses; crossed; crossing; eclipse; eclipses; eclipsed;
        outstrip
    """,
    Hedge.NEARLY: "nears; neared; near; approach; approaches; approached",
}


def _meanings(table: dict[Hedge, str]) -> dict[str, Hedge]:
    return {phrase: hedge for hedge, text in table.items() for phrase in phrases(text)}


HEDGES = HedgeWords(
    before=_meanings(_BEFORE),
    after=_meanings(_AFTER),
    intensifiers=phrases(
        """
        a little; just; well; slightly; far; a bit; considerably; significantly; somewhat; only just; much; many;
        marginally; a shade; a fraction; substantially; comfortably
        """
    ),
    verbs=_meanings(_VERBS),
    not_before_verbs=words(
        """
        the a an this that these those its their his her our my your in of for and at to from with over half quarter
        into among by as other two three several all some many no
        """
    ),
    marks=words("mark threshold milestone"),
    risers=words(
        """
        go goes went gone going rise rises rose risen rising climb climbs climbed climbing jump jumps jumped shot
        creep creeps crept inched ticked edged pushed pushes push bumped shoot shoots come comes came coming adding
        add adds added
        """
    ),
    prepositions=words("over under about around some past near above below"),
    spans=words(
        """
        for in after of lasted lasting lasts last took takes take taken spent spend within than is was be been with to
        by from every until
        """
    ),
    backwards=words("ago old earlier later"),
    between=frozenset({"between"}),
    gaps=words(
        """
        difference differences gap gaps discrepancy discrepancies distinction disparity choice contrast mismatch
        """
    ),
    from_=frozenset({"from"}),
    to=frozenset({"to"}),
    range_and=frozenset({"and"}),
    range_or=frozenset({"or"}),
    steps=words("by up down"),
    changes=words(
        """
        rise rises rose risen rising raise raises raised raising grow grows grew grown growing climb climbs climbed
        climbing jump jumps jumped jumping increase increases increased increasing up go goes gone went going swell
        swells swelled swollen soar soars soared cut cuts cutting fall falls fell fallen falling drop drops dropped
        dropping lower lowers lowered lowering reduce reduces reduced reducing shrink shrinks shrank shrunk shrinking
        decline declines declined down decrease decreases decreased change changes changed changing revise revises
        revised revising upgrade upgraded move moved moves widen widened widens expand expanded expands double doubled
        doubles triple tripled triples slide slid slip slipped tumble tumbled plunge plunged come comes came bring
        brings brought bringing take takes took narrow narrowed correct corrected downgrade downgraded trim trimmed
        slash slashed boost boosted surge surged spike spiked updated update shift shifts shifted switch switched
        swing swung alter altered revision change changes leap leaped leapt hike hiked extended extend improve
        improved
        """
    ),
)
