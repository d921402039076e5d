"""Built-in kinds of claims, in English. Wider than any one event: a topic file narrows them."""

from dataclasses import replace

from bot.drafting.family import Family
from bot.model import Measure, Series

CUMULATIVE, STOCK, ONE_OFF = Series.CUMULATIVE, Series.STOCK, Series.ONE_OFF
_BUILDINGS = ("home", "house", "building", "structure", "property", "dwelling", "business", "school")


def _people(id_: str, title: str, question: str, series: Series, event: str, counts: str = "people, person") -> Family:
    return Family(
        id=id_, title=title, question=question, counts=_terms(counts), event=_terms(event), series=series, unit="people"
    )


def _things(
    id_: str,
    title: str,
    question: str,
    series: Series,
    event: str,
    counts: str,
    measure: Measure = Measure.COUNT,
) -> Family:
    nouns = _terms(counts)
    return Family(
        id=id_,
        title=title,
        question=question,
        counts=nouns,
        event=_terms(event),
        series=series,
        measure=measure,
        unit=f"{nouns[0]}s" if measure is Measure.COUNT else nouns[0] if nouns else str(measure),
        people=False,
    )


def _terms(listed: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in listed.split(",") if term.strip())


_HARM = (
    _people(
        "killed",
        "Killed",
        "How many people were killed{where}?",
        CUMULATIVE,
        "kill, die, dead, death, perish, drown, fatality, death toll, toll, lose lives, claim lives",
        "people, person, death, fatality, body, victim, civilian",
    ),
    _people(
        "injured",
        "Injured",
        "How many people were injured{where}?",
        CUMULATIVE,
        "injure, injury, wound, hurt",
        "people, person, casualty, victim, civilian",
    ),
    _people(
        "critically-injured",
        "In critical condition",
        "How many of the injured are in critical condition{where}?",
        STOCK,
        "critical condition, critically injured, seriously injured, serious injuries, critically, gravely injured",
        "people, person, patient, victim",
    ),
    _people(
        "hospitalised",
        "In hospital",
        "How many people are in hospital{where}?",
        STOCK,
        "hospitalise, in hospital, to hospital, taken to hospital, treat, admit",
        "people, person, patient, victim",
    ),
    _people(
        "missing",
        "Missing",
        "How many people are missing{where}?",
        STOCK,
        "missing, unaccounted for, not be found, untraced, feared trapped",
    ),
    _people(
        "identified",
        "Identified",
        "How many of the dead have been identified{where}?",
        CUMULATIVE,
        "identify",
        "people, person, victim, body",
    ),
    _people(
        "rescued",
        "Rescued",
        "How many people were rescued{where}?",
        CUMULATIVE,
        "rescue, save, survive, survivor, pull alive, bring to safety",
        "people, person, survivor, passenger",
    ),
    _people(
        "infected",
        "Infected",
        "How many people have been infected{where}?",
        CUMULATIVE,
        "infect, infection, diagnose, test positive, fall ill, sicken, confirmed case, case",
        "people, person, case, patient, infection",
    ),
    _people(
        "vaccinated",
        "Vaccinated",
        "How many people have been vaccinated{where}?",
        CUMULATIVE,
        "vaccinate, immunise, inoculate, vaccine dose",
    ),
    _people("poisoned", "Poisoned", "How many people were poisoned{where}?", CUMULATIVE, "poison, intoxicate"),
)

_CUSTODY = (
    _people(
        "escaped",
        "Escaped",
        "How many people escaped{where}?",
        ONE_OFF,
        "escape, flee, break out, get out, get away, jailbreak, break free, let out, release",
        "inmate, prisoner, detainee, escapee",
    ),
    _people(
        "recaptured",
        "Recaptured",
        "How many of them have been recaptured{where}?",
        CUMULATIVE,
        "recapture, capture, catch, rearrest, apprehend, back in custody, back behind bars, take back, turn self in",
        "inmate, prisoner, detainee, escapee, fugitive",
    ),
    _people(
        "at-large",
        "Still at large",
        "How many people are still at large{where}?",
        STOCK,
        "at large, on the run, on the loose, still free, remain free, be sought, fugitive, hunt",
        "inmate, prisoner, detainee, escapee, fugitive, suspect",
    ),
    replace(
        _people(
            "arrested",
            "Arrested",
            "How many people were arrested{where}?",
            CUMULATIVE,
            "arrest, detain, take into custody, round up",
            "people, person, suspect, arrest",
        ),
        yields=("recaptured", "escaped"),
    ),
    _people("charged", "Charged", "How many people have been charged{where}?", CUMULATIVE, "charge, indict"),
    _people(
        "convicted",
        "Convicted",
        "How many people were convicted{where}?",
        CUMULATIVE,
        "convict, sentence, find guilty",
    ),
    _people(
        "held",
        "Held",
        "How many people are held{where}?",
        STOCK,
        "hold, house, detain, imprison, keep, jail, in detention, in custody",
        "prisoner, detainee, inmate",
    ),
    _people("hostages", "Hostages", "How many hostages are held{where}?", STOCK, "hostage, abduct, kidnap, captive"),
    _people("released", "Released", "How many people were released{where}?", CUMULATIVE, "release, free, set free"),
    _people(
        "attackers",
        "Attackers",
        "How many attackers were there{where}?",
        ONE_OFF,
        "attacker, gunman, assailant, shooter, perpetrator",
        "attacker, gunman, assailant, shooter",
    ),
)

_MOVEMENT = (
    _people(
        "evacuated",
        "Evacuated",
        "How many people were evacuated{where}?",
        CUMULATIVE,
        "evacuate, evacuation, evacuee, order to leave",
        "people, person, resident, evacuee",
    ),
    _people(
        "displaced",
        "Displaced",
        "How many people are displaced{where}?",
        STOCK,
        "displace, homeless, leave homes, flee homes, lose homes, in shelters",
        "people, person, resident, evacuee",
    ),
    _people(
        "crossed",
        "Crossed the border",
        "How many people crossed the border{where}?",
        CUMULATIVE,
        "cross, crossing, arrive, arrival, come over, refugee, seek refuge, seek safety, seek asylum",
        "people, person, refugee, migrant, asylum seeker",
    ),
    _people(
        "moved",
        "Moved",
        "How many people were moved{where}?",
        CUMULATIVE,
        "transfer, move, transport, relocate, bring, hand over, repatriate, deport",
    ),
    _people(
        "aboard",
        "On board",
        "How many people were on board{where}?",
        ONE_OFF,
        "on board, aboard, carry, passenger",
        "people, person, passenger, crew member",
    ),
    _people(
        "deployed",
        "Deployed",
        "How many people were deployed{where}?",
        STOCK,
        "deploy, send, dispatch, mobilise",
        "troop, soldier, officer, police officer, firefighter, rescuer",
    ),
    _people("trapped", "Trapped", "How many people are trapped{where}?", STOCK, "trap, stranded, buried"),
    _people(
        "affected",
        "Affected",
        "How many people are affected{where}?",
        STOCK,
        "affect, hit, touch, expose, data stolen, records taken, in need, need help, impact",
        "people, person, resident, customer, user",
    ),
)

_CROWDS_AND_WORK = (
    _people(
        "attended",
        "Attended",
        "How many people attended{where}?",
        ONE_OFF,
        "attend, gather, turn out, take part, march, rally, crowd, protest, demonstrate, take to the streets",
        "people, person, protester, demonstrator, participant, attendee",
    ),
    _people(
        "on-strike",
        "On strike",
        "How many people are on strike{where}?",
        STOCK,
        "on strike, strike, walk out, walk off, walkout, picket, stop work, down tools",
        "worker, member, employee, people",
    ),
    _people(
        "laid-off",
        "Laid off",
        "How many people were laid off{where}?",
        CUMULATIVE,
        "lay off, layoff, laid off, furlough, make redundant, redundancy, dismiss, lose jobs, job cut, cut",
        "worker, employee, job, position, role, people",
    ),
    _people(
        "employed",
        "Employed",
        "How many people are employed{where}?",
        STOCK,
        "employ, workforce, work for, staff, payroll",
        "worker, employee, staff, people",
    ),
    _people(
        "members",
        "Members",
        "How many people are members{where}?",
        STOCK,
        "represent, membership, cover, belong",
        "member, worker, employee",
    ),
    _people(
        "suspended",
        "Suspended",
        "How many people were suspended{where}?",
        CUMULATIVE,
        "suspend, place on leave, put on leave, sack, fire from",
        "employee, officer, official, people",
    ),
    _people(
        "voted",
        "Votes",
        "How many votes were cast{where}?",
        CUMULATIVE,
        "vote, ballot, cast",
        "vote, ballot, voter",
    ),
)

_THINGS = (
    _things(
        "customers-without-power",
        "Customers without power",
        "How many customers are without power{where}?",
        STOCK,
        "without power, without electricity, lose power, in the dark, power outage, blackout",
        "customer, home, household, property",
    ),
    _things(
        "buildings-destroyed",
        "Buildings destroyed",
        "How many buildings were destroyed{where}?",
        CUMULATIVE,
        "destroy, damage, wreck, flatten, raze, burn, burn down, level, collapse, ruin, gut",
        ", ".join(_BUILDINGS),
    ),
    _things(
        "area-burned",
        "Area burned",
        "How large an area was burned{where}?",
        CUMULATIVE,
        "burn, scorch, char, consume, blacken, blaze, fire",
        "acre, hectare, square mile, square kilometre",
        Measure.AREA,
    ),
    _things(
        "fire-contained",
        "Fire contained",
        "What percent of the fire is contained{where}?",
        STOCK,
        "contain, containment, under control",
        "percent",
        Measure.PERCENT,
    ),
    _things(
        "turnout",
        "Turnout",
        "What percent of voters turned out{where}?",
        ONE_OFF,
        "turnout, turn out, vote, cast",
        "percent, voter",
        Measure.PERCENT,
    ),
    _things(
        "support",
        "Share of the vote",
        "What percent of the vote did they win{where}?",
        ONE_OFF,
        "win, support, of the vote, lead, poll, back",
        "percent",
        Measure.PERCENT,
    ),
    _things(
        "pay-offered",
        "Pay rise offered",
        "What percent of pay rise was offered{where}?",
        STOCK,
        "offer, propose, proposal, agree, deal, give, grant, accept, raise, raise by",
        "percent, raise, pay rise, wage increase, pay increase, wage",
        Measure.PERCENT,
    ),
    _things(
        "pay-demanded",
        "Pay rise demanded",
        "What percent of pay rise is demanded{where}?",
        STOCK,
        "demand, seek, ask, want, call for, push for, insist",
        "percent, raise, pay rise, wage increase, pay increase, wage",
        Measure.PERCENT,
    ),
    _things(
        "share",
        "Share",
        "What percent of them is it{where}?",
        STOCK,
        "",
        "percent",
        Measure.PERCENT,
    ),
    _things(
        "reward",
        "Reward",
        "How much is the reward{where}?",
        STOCK,
        "reward, for information, offer, bounty",
        "",
        Measure.MONEY,
    ),
    _things(
        "damage",
        "Damage in money",
        "How much did the damage cost{where}?",
        CUMULATIVE,
        "damage, cost, loss, lose, insure, economic loss",
        "",
        Measure.MONEY,
    ),
    _things(
        "money-given",
        "Money given",
        "How much money was given{where}?",
        CUMULATIVE,
        "donate, aid, pledge, give, grant, fund, raise, pay, compensate",
        "",
        Measure.MONEY,
    ),
    _things(
        "money-stolen",
        "Money stolen",
        "How much money was stolen{where}?",
        ONE_OFF,
        "steal, loot, rob, embezzle, ransom, worth",
        "",
        Measure.MONEY,
    ),
    _things("money", "Money", "How much money is it{where}?", STOCK, "", "", Measure.MONEY),
    _things(
        "magnitude",
        "Magnitude",
        "How strong was the earthquake{where}?",
        ONE_OFF,
        "",
        "magnitude",
        Measure.MAGNITUDE,
    ),
)

FAMILIES = (*_HARM, *_CUSTODY, *_MOVEMENT, *_CROWDS_AND_WORK, *_THINGS)
