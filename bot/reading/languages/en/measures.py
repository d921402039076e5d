"""How the measure of a number is told in English."""

from bot.model import Measure
from bot.reading.language import MeasureWords, phrases, words

_UNITS = {
    Measure.DURATION: """
        second seconds sec secs minute minutes min mins hour hours hr hrs day days night nights week weeks weekend
        weekends fortnight fortnights month months year years yr yrs decade decades century centuries millennium
        millennia
    """,
    Measure.LENGTH: """
        mile miles mi kilometer kilometers kilometre kilometres km kms meter meters metre metres m foot feet ft inch
        inches yard yards yd yds centimeter centimeters centimetre centimetres cm millimeter millimeters millimetre
        millimetres mm block-lengths
    """,
    Measure.AREA: "acre acres hectare hectares ha sqft sqm m² km² ft²",
    Measure.WEIGHT: """
        ton tons tonne tonnes metric-tons kilogram kilograms kilo kilos kg kgs gram grams pound pounds lb lbs ounce
        ounces oz kiloton kilotons megaton megatons milligram milligrams mg quintal quintals
    """,
    Measure.VOLUME: """
        liter liters litre litres gallon gallons barrel barrels bushel bushels milliliter milliliters millilitre
        millilitres ml bpd
    """,
    Measure.SPEED: "mph kph kmh knot knots kmph",
    Measure.TEMPERATURE: "degree degrees ° °c °f celsius fahrenheit",
    Measure.MONEY: """
        dollar dollars euro euros pound-sterling cent cents penny pence rupee rupees dirham dirhams dinar dinars riyal
        riyals rial rials shekel shekels lira liras peso pesos yen yuan won rouble roubles ruble rubles franc francs
        krona kronor kroner zloty forint hryvnia hryvnias naira rand baht ringgit rupiah dong taka bucks quid usd eur
        gbp
    """,
}
_PHRASES = {
    Measure.AREA: """
        square mile; square miles; square kilometer; square kilometers; square kilometre; square kilometres;
        square meter; square meters; square metre; square metres; square foot; square feet; square yards; square yard;
        sq km; sq mi; sq miles; sq m; sq ft; sq. km; sq. miles; sq. ft; sq. ft.; sq. m
    """,
    Measure.SPEED: """
        miles per hour; mile per hour; miles an hour; kilometers per hour; kilometres per hour; kilometers an hour;
        kilometres an hour; km per hour; km / h; km an hour; meters per second; metres per second; m / s;
        miles - per - hour; mile - an - hour; mile - per - hour
    """,
    Measure.VOLUME: """
        cubic meters; cubic metres; cubic meter; cubic metre; cubic feet; cubic foot; cubic yards; cubic kilometers;
        cubic kilometres
    """,
    Measure.WEIGHT: "metric tons; metric tonnes; metric ton; short tons",
    Measure.TEMPERATURE: "° c; ° f; degrees celsius; degrees fahrenheit",
    Measure.LENGTH: "nautical miles; light years; football fields; light - years",
    Measure.MONEY: "us dollars; u.s. dollars; pounds sterling; million pounds; billion pounds",
}

MEASURES = MeasureWords(
    units={unit: measure for measure, text in _UNITS.items() for unit in words(text)}
    | {unit: measure for measure, text in _PHRASES.items() for unit in phrases(text)},
    percents=(
        "%",
        "percent",
        "per cent",
        "pct",
        "percentage points",
        "percentage point",
        "per cents",
        "- percent",
        "- per - cent",
    ),
    money_symbols=words("$ € £ ¥ ₹ ₽ ₪ ₺ ₩ ₦ ₴ ₱ ฿ ₫ ₡ ¢"),
    money_prefixes=words("us a c au ca nz hk s r"),
    money_codes=words("usd eur gbp aud cad chf jpy inr cny rmb aed sar try rub zar kes ngn pkr egp mad dh dhs rs re"),
    months={
        "january": 1,
        "jan": 1,
        "february": 2,
        "feb": 2,
        "march": 3,
        "mar": 3,
        "april": 4,
        "apr": 4,
        "may": 5,
        "june": 6,
        "jun": 6,
        "july": 7,
        "jul": 7,
        "august": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "october": 10,
        "oct": 10,
        "november": 11,
        "nov": 11,
        "december": 12,
        "dec": 12,
    },
    month_only_leaders=words("in since during last this next of early late mid by"),
    year_leaders=words(
        """
        in since until till during late early mid fiscal year summer winter spring autumn fall from by before after of
        to through between and year's season class circa throughout around january february march april may june july
        august september october november december
        """
    ),
    year_prefixes=words("mid pre post early late since"),
    clock=words("am pm a.m. p.m. a.m p.m o'clock gmt utc est edt cst cdt pst pdt bst cet cest ist noon midnight hrs"),
    times=frozenset({"times"}),
    folds=frozenset({"fold"}),
    ages=words("aged age ages"),
    age_units=words("year years month months week weeks day days yr yrs"),
    age_after=("old", "of age", "- old", "' old"),
    age_bridges=words(
        """
        , and or to of from between the range ranges ranged ranging - – victims were is are respectively
        """
    ),
    age_limits=words("under over above below younger older aged than"),
    places=words(
        """
        county counties parish province city town village district state region island islands street avenue road
        hospital university center centre camp school station prison jail airport river lake bay valley hills park
        square bridge plant
        """
    ),
    age_owners=words("who was said of from a an is told the has had whose were and"),
    magnitudes=words("magnitude magnitudes richter"),
    tremors=words("quake earthquake tremor temblor aftershock measuring measured seism"),
    labels=words(
        """
        no no. nos number # flight article section chapter room route highway interstate exit gate platform page
        paragraph resolution version windows size channel rule type district ward zone sector precinct apartment suite
        cell box pier terminal runway phase stage category cat level grade rank line lane episode block clause item
        figure table volume chapters articles sections pages rooms routes flights phases stages levels
        """
    ),
    capital_labels=words(
        """
        big local group team unit camp tower building hall house title act bill company brigade division battalion
        regiment district day week year round game match season lot bus train truck engine ladder squad model class
        area point region road pod dock well block field fox nbc abc cbs news wing platoon ward protocol part chapter
        order case docket schedule appendix annex tier p fortune russell nasdaq ftse nikkei detroit iphone galaxy
        boeing airbus cessna formula mach core world-war war apollo task-force station hurricane storm agenda vision
        area
        """
    ),
    ordinal_labels=frozenset({"number"}),
    emergencies=words("911 999 112 988 000"),
    calls=words(
        """
        call calls caller callers operator operators dispatcher dispatchers dispatch center centre hotline emergency
        """
    ),
    label_verbs=frozenset({"number"}),
    sequences=words("day week month year hour"),
    sequence_leaders=words("on by of until into in during since for enters entering entered"),
    label_after=words("block"),
    streets=words(
        """
        street st st. avenue ave ave. road rd rd. boulevard blvd blvd. drive dr. lane way highway hwy court place
        parkway terrace plaza
        """
    ),
    call_verbs=words(
        """
        call called calls calling dial dialed dialled dialing dialling phone phoned text tel ext hotline line
        """
    ),
    contests=words(
        """
        won win wins beat beats beating lost lose loses vote voted votes pass passed passes approved rejected score
        scored defeated defeat defeats ruled
        """
    ),
    members=words("strong member members person people man woman vehicle"),
    furniture=(
        r"(?:photo |image |page |slide )?\d{1,3}(?:,\d{3})* (?:of|/) \d{1,3}(?:,\d{3})*",
        r"\d{1,3}[ -]?min(?:ute)?s?\.? (?:read|watch|listen)",
        r"\d{1,3} comments?",
    ),
    ratio_words=frozenset(phrases("in; of every; in every; out of every")),
)
