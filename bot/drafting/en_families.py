"""Built-in kinds of claims, in English. Wider than any one event: a topic file narrows them."""

from dataclasses import replace

from bot.drafting.en_things import THINGS
from bot.drafting.family import of_people
from bot.model import Series

CUMULATIVE, STOCK, ONE_OFF = Series.CUMULATIVE, Series.STOCK, Series.ONE_OFF


_HARM = (
    of_people(
        "killed",
        "Killed",
        "How many people were killed{where}?",
        CUMULATIVE,
        "kill, die, dead, death, perish, drown, fatality, death toll, toll, lose lives, claim lives",
        "people, person, death, fatality, body, victim, civilian",
    ),
    of_people(
        "injured",
        "Injured",
        "How many people were injured{where}?",
        CUMULATIVE,
        "injure, injury, wound, hurt",
        "people, person, casualty, victim, civilian",
    ),
    of_people(
        "critically-injured",
        "In critical condition",
        "How many of the injured are in critical condition{where}?",
        STOCK,
        "critical condition, critically injured, seriously injured, serious injuries, critically, gravely injured",
        "people, person, patient, victim",
    ),
    of_people(
        "hospitalised",
        "In hospital",
        "How many people are in hospital{where}?",
        STOCK,
        "hospitalise, in hospital, to hospital, taken to hospital, treat, admit",
        "people, person, patient, victim",
    ),
    of_people(
        "missing",
        "Missing",
        "How many people are missing{where}?",
        STOCK,
        "missing, unaccounted for, not be found, untraced, feared trapped",
    ),
    of_people(
        "identified",
        "Identified",
        "How many of the dead have been identified{where}?",
        CUMULATIVE,
        "identify",
        "people, person, victim, body",
    ),
    of_people(
        "rescued",
        "Rescued",
        "How many people were rescued{where}?",
        CUMULATIVE,
        "rescue, save, survive, survivor, pull alive, bring to safety",
        "people, person, survivor, passenger",
    ),
    of_people(
        "infected",
        "Infected",
        "How many people have been infected{where}?",
        CUMULATIVE,
        "infect, infection, diagnose, test positive, fall ill, sicken, confirmed case, case",
        "people, person, case, patient, infection",
    ),
    of_people(
        "vaccinated",
        "Vaccinated",
        "How many people have been vaccinated{where}?",
        CUMULATIVE,
        "vaccinate, immunise, inoculate, vaccine dose",
    ),
    of_people("poisoned", "Poisoned", "How many people were poisoned{where}?", CUMULATIVE, "poison, intoxicate"),
)

_CUSTODY = (
    of_people(
        "escaped",
        "Escaped",
        "How many people escaped{where}?",
        ONE_OFF,
        "escape, flee, break out, get out, get away, jailbreak, break free, let out, release",
        "inmate, prisoner, detainee, escapee",
    ),
    of_people(
        "recaptured",
        "Recaptured",
        "How many of them have been recaptured{where}?",
        CUMULATIVE,
        "recapture, capture, catch, rearrest, apprehend, back in custody, back behind bars, take back, turn self in",
        "inmate, prisoner, detainee, escapee, fugitive",
    ),
    of_people(
        "at-large",
        "Still at large",
        "How many people are still at large{where}?",
        STOCK,
        "at large, on the run, on the loose, still free, remain free, be sought, fugitive, hunt",
        "inmate, prisoner, detainee, escapee, fugitive, suspect",
    ),
    replace(
        of_people(
            "arrested",
            "Arrested",
            "How many people were arrested{where}?",
            CUMULATIVE,
            "arrest, detain, take into custody, round up",
            "people, person, suspect, arrest",
        ),
        yields=("recaptured", "escaped"),
    ),
    of_people("charged", "Charged", "How many people have been charged{where}?", CUMULATIVE, "charge, indict"),
    of_people(
        "convicted",
        "Convicted",
        "How many people were convicted{where}?",
        CUMULATIVE,
        "convict, sentence, find guilty",
    ),
    of_people(
        "held",
        "Held",
        "How many people are held{where}?",
        STOCK,
        "hold, house, detain, imprison, keep, jail, in detention, in custody",
        "prisoner, detainee, inmate",
    ),
    of_people("hostages", "Hostages", "How many hostages are held{where}?", STOCK, "hostage, abduct, kidnap, captive"),
    of_people("released", "Released", "How many people were released{where}?", CUMULATIVE, "release, free, set free"),
    of_people(
        "attackers",
        "Attackers",
        "How many attackers were there{where}?",
        ONE_OFF,
        "attacker, gunman, assailant, shooter, perpetrator",
        "attacker, gunman, assailant, shooter",
    ),
)

_MOVEMENT = (
    of_people(
        "evacuated",
        "Evacuated",
        "How many people were evacuated{where}?",
        CUMULATIVE,
        "evacuate, evacuation, evacuee, order to leave",
        "people, person, resident, evacuee",
    ),
    of_people(
        "displaced",
        "Displaced",
        "How many people are displaced{where}?",
        STOCK,
        "displace, homeless, leave homes, flee homes, lose homes, in shelters",
        "people, person, resident, evacuee",
    ),
    of_people(
        "crossed",
        "Crossed the border",
        "How many people crossed the border{where}?",
        CUMULATIVE,
        "cross, crossing, arrive, arrival, come over, refugee, seek refuge, seek safety, seek asylum",
        "people, person, refugee, migrant, asylum seeker",
    ),
    of_people(
        "moved",
        "Moved",
        "How many people were moved{where}?",
        CUMULATIVE,
        "transfer, move, transport, relocate, bring, hand over, repatriate, deport",
    ),
    of_people(
        "aboard",
        "On board",
        "How many people were on board{where}?",
        ONE_OFF,
        "on board, aboard, carry, passenger",
        "people, person, passenger, crew member",
    ),
    of_people(
        "deployed",
        "Deployed",
        "How many people were deployed{where}?",
        STOCK,
        "deploy, send, dispatch, mobilise",
        "troop, soldier, officer, police officer, firefighter, rescuer",
    ),
    of_people("trapped", "Trapped", "How many people are trapped{where}?", STOCK, "trap, stranded, buried"),
    of_people(
        "affected",
        "Affected",
        "How many people are affected{where}?",
        STOCK,
        "affect, hit, touch, expose, data stolen, records taken, in need, need help, impact",
        "people, person, resident, customer, user",
    ),
)

_CROWDS_AND_WORK = (
    of_people(
        "attended",
        "Attended",
        "How many people attended{where}?",
        ONE_OFF,
        "attend, gather, turn out, take part, march, rally, crowd, protest, demonstrate, take to the streets",
        "people, person, protester, demonstrator, participant, attendee",
    ),
    of_people(
        "on-strike",
        "On strike",
        "How many people are on strike{where}?",
        STOCK,
        "on strike, strike, walk out, walk off, walkout, picket, stop work, down tools",
        "worker, member, employee, people",
    ),
    of_people(
        "laid-off",
        "Laid off",
        "How many people were laid off{where}?",
        CUMULATIVE,
        "lay off, layoff, laid off, furlough, make redundant, redundancy, dismiss, lose jobs, job cut, cut",
        "worker, employee, job, position, role, people",
    ),
    of_people(
        "employed",
        "Employed",
        "How many people are employed{where}?",
        STOCK,
        "employ, workforce, work for, staff, payroll",
        "worker, employee, staff, people",
    ),
    of_people(
        "members",
        "Members",
        "How many people are members{where}?",
        STOCK,
        "represent, membership, cover, belong",
        "member, worker, employee",
    ),
    of_people(
        "suspended",
        "Suspended",
        "How many people were suspended{where}?",
        CUMULATIVE,
        "suspend, place on leave, put on leave, sack, fire from",
        "employee, officer, official, people",
    ),
    of_people(
        "voted",
        "Votes",
        "How many votes were cast{where}?",
        CUMULATIVE,
        "vote, ballot, cast",
        "vote, ballot, voter",
    ),
)

FAMILIES = (*_HARM, *_CUSTODY, *_MOVEMENT, *_CROWDS_AND_WORK, *THINGS)
