"""How the counted noun is told in English."""

from bot.reading.language import NounWords, words

NOUNS = NounWords(
    stops=words(
        """
        a an the this that these those my your his her its our their and or but nor so yet if when while as than then
        because since until although though unless whether after before during of in on at by for from to into onto
        with without within about above across against along amid among around behind below beneath beside between
        beyond despite down inside near off out outside over past per through throughout toward towards under up upon
        via including excluding according who whom whose which what where why how i you he she it we they them him us
        me himself themselves itself am is are was were be been being has have had do does did will would shall should
        can could may might must not no only also just even still already now here there again ever never always later
        earlier ago so far each all both either said says told added reported confirmed announced claimed died fled
        fell took taken got went came ran made found gone left lost saw held kept sent broke broken began begun became
        remain remains remained live lives lived work works say go goes come comes get gets take takes drown drowned
        hurt shot dead missing injured wounded killed trapped stranded arrested detained evacuated rescued escaped
        feared today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday drove flew stood sat
        hit struck burst caught were weren't wasn't aren't isn't hasn't haven't hadn't didn't doesn't don't won't
        wouldn't couldn't can't i'm it's he's she's they're we're that's there's known believed thought said
        reportedly allegedly kills says injures leaves rises climbs reaches falls tops exceeds remains flees dies
        warns nationwide worldwide globally
        """
    ),
    plurals=words(
        """
        people men women children policemen policewomen gunmen firemen fishermen servicemen crewmen clergymen workmen
        businessmen militiamen tribesmen spokesmen townspeople tradespeople salespeople laypeople police personnel
        staff troops cattle livestock sheep fish aircraft spacecraft hovercraft helicopters military clergy youth crew
        media data criteria phenomena feet teeth mice geese oxen wives lives homes others folk kids infantry cavalry
        poultry deer swine offspring species series headquarters means crossroads barracks corps personnel foreigners
        manpower elderly militia
        """
    ),
    nominals=words("dead injured wounded missing displaced homeless disabled unemployed hospitalized hospitalised"),
    attributive_plurals=words(
        """
        parts sports arms forces systems sales operations goods savings services securities communications women men
        children rights veterans customs drugs explosives weapons munitions energy humanities workers teachers
        families emergency wheels news affairs works crimes damages overseas homes series human missing staff crew
        police military media police
        """
    ),
    plural_endings=("s",),
    not_plural_endings=("ss", "us", "is", "'s"),
    verb_endings=("ed", "ing"),
    more=words("more other additional further extra new another full long straight consecutive whole short solid"),
    people=words(
        """
        people children kids minors adults persons youths girls boys men women patients students victims infants
        teenagers residents workers those anyone everyone citizens child aged adolescents youngsters
        """
    ),
    persons=words(
        """
        man woman boy girl child baby toddler infant teenager teen student pupil son daughter brother sister mother
        father wife husband uncle aunt cousin nephew niece grandson granddaughter grandmother grandfather driver
        passenger pilot resident suspect victim survivor worker farmer teacher nurse doctor soldier officer
        """
    ),
    possessives=words("his her their my our your"),
    possessive_endings=("'s",),
    determiners=words("the a an this that these those its their his her our my your"),
    pronouns=words("he she who i"),
    copulas=words("is was are were"),
)
