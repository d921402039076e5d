"""How English names bodies and nations: what makes `Syria's interior ministry` the `Syrian interior ministry`."""

from bot.matching.names import SourceWords

_NATIONS = """
afghanistan afghan; albania albanian; algeria algerian; angola angolan; argentina argentine argentinian;
armenia armenian; australia australian; austria austrian; azerbaijan azerbaijani azeri; bahrain bahraini;
bangladesh bangladeshi; belarus belarusian; belgium belgian; benin beninese; bolivia bolivian; bosnia bosnian;
botswana; brazil brazilian; britain british uk british united-kingdom; bulgaria bulgarian; burkina-faso burkinabe;
burundi burundian; cambodia cambodian; cameroon cameroonian; canada canadian; chad chadian; chile chilean;
china chinese; colombia colombian; congo congolese drc dr-congo; costa-rica; croatia croatian croat; cuba cuban;
cyprus cypriot; czech czechia czech-republic; denmark danish; ecuador ecuadorian ecuadorean; egypt egyptian;
eritrea eritrean; estonia estonian; ethiopia ethiopian; fiji fijian; finland finnish; france french; gabon gabonese;
gambia gambian; georgia georgian; germany german; ghana ghanaian; greece greek; guatemala guatemalan; guinea guinean;
haiti haitian; honduras honduran; hungary hungarian; iceland icelandic; india indian; indonesia indonesian;
iran iranian; iraq iraqi; ireland irish; israel israeli; italy italian; ivory-coast ivorian; jamaica jamaican;
japan japanese; jordan jordanian; kazakhstan kazakh; kenya kenyan; kosovo kosovar; kurdistan kurdish kurd;
kuwait kuwaiti; kyrgyzstan kyrgyz; laos lao laotian; latvia latvian; lebanon lebanese; liberia liberian; libya libyan;
lithuania lithuanian; luxembourg; madagascar malagasy; malawi malawian; malaysia malaysian; mali malian;
malta maltese; mauritania mauritanian; mexico mexican; moldova moldovan; mongolia mongolian; montenegro montenegrin;
morocco moroccan; mozambique mozambican; myanmar burmese burma; namibia namibian; nepal nepali nepalese;
netherlands dutch holland; new-zealand; nicaragua nicaraguan; niger nigerien; nigeria nigerian;
north-korea north-korean; norway norwegian; oman omani; pakistan pakistani; palestine palestinian; panama panamanian;
paraguay paraguayan; peru peruvian; philippines philippine filipino; poland polish; portugal portuguese; qatar qatari;
romania romanian; russia russian; rwanda rwandan; saudi-arabia saudi; scotland scottish; senegal senegalese;
serbia serbian serb; sierra-leone; singapore singaporean; slovakia slovak slovakian; slovenia slovenian slovene;
somalia somali; south-africa south-african; south-korea south-korean; south-sudan; spain spanish;
sri-lanka sri-lankan; sudan sudanese; sweden swedish; switzerland swiss; syria syrian; taiwan taiwanese;
tajikistan tajik; tanzania tanzanian; thailand thai; togo togolese; tunisia tunisian; turkey turkish turkiye;
turkmenistan turkmen; uganda ugandan; ukraine ukrainian; uruguay uruguayan; usa us united-states american america;
uzbekistan uzbek; vatican; venezuela venezuelan; vietnam vietnamese; wales welsh; yemen yemeni; zambia zambian;
zimbabwe zimbabwean; europe european; hawaii hawaiian; texas texan; california californian
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _nations(table: str) -> dict[str, str]:
    rows = (row.split() for row in table.replace("\n", " ").split(";"))
    return {form.replace("-", " "): row[0] for row in rows if row for form in row}


SOURCE_WORDS = SourceWords(
    nations=_nations(_NATIONS),
    synonyms={
        "tv": "television",
        "defense": "defence",
        "labor": "labour",
        "centre": "center",
        "spokesmen": "spokesman",
        "spokeswoman": "spokesman",
        "spokesperson": "spokesman",
        "spokespeople": "spokesman",
        "gov": "governor",
        "adm": "admiral",
        "gen": "general",
        "emergencies": "emergency",
        "organisation": "organization",
    },
    definite=_words("the this that these those"),
    fillers=_words("""
        the a an of for in at from within and to its his her their our this that one two three some several central
        ruling interim transitional country own
        """),
    inverting=_words(
        """
        ministry department office bureau agency secretary minister secretariat directorate mayor governor
        """
    ),
    vague=_words(
        """
        official authority source spokesman person leader member people resident witness report media statement data
        figure worker doctor general colonel captain major lieutenant sergeant officer agent deputy judge soldier
        commander director head chief executive lawyer expert journalist driver
        """
    ),
    empty=_words(
        """
        official authority spokesman government media side representative general colonel force leader statement
        report data figure estimate website commander
        """
    ),
    governments=_words("government regime"),
    alike={
        word: kind
        for kind, words in (
            ("official", "official authority government leader leadership administration spokesman executive"),
            ("media", "media television broadcaster news agency radio newspaper press channel outlet run owned"),
            ("police", "police officer department"),
            ("doctor", "doctor medic physician surgeon"),
            ("resident", "resident villager neighbor neighbour"),
        )
        for word in words.split()
    },
    common=_words(
        """
        official authority source spokesman person leader member people resident witness report media statement data
        figure worker doctor government side representative general colonel force estimate website commander minister
        ministry department office bureau agency secretary national state federal county city local regional
        provincial international service center council committee community public security chief director president
        head deputy news senior former north south east west northern southern eastern western new other group
        organization company executive officer law district town village central high top emergency update list count
        toll body man woman human life family system site right world global press release communication information
        relation affair operation
        """
    ),
    scopes=_words(
        """
        state county city local regional provincial federal national international public senior former high top
        district town village municipal emergency health north south east west northern southern eastern western other
        new deputy chief
        """
    ),
    adjectives=_words("official local"),
    states=_words(
        """
        official leader ruler spokesman ministry minister government army military police authority state president
        presidency cabinet regime premier foreign defence interior health television
        """
    ),
    bystanders=_words(
        """
        worker employee resident villager survivor passenger patient relative family customer user student critic
        opponent rival supporter fan prisoner inmate detainee victim striker neighbor neighbour protester staff
        """
    ),
    compounds=_words(
        """
        backed led controlled held based supported funded trained occupied allied aligned owned sponsored friendly
        style made born
        """
    ),
    anonymous=_words("source people person insider"),
    of="of",
    conjunction="and",
    roles=_words(
        """
        ministry minister interior foreign health defence justice department office agency committee council police
        president governor mayor sheriff general admiral colonel deputy chief director head official authority
        government army military force security service state national federal regional local county city television
        news emergency former senior spokesman superintendent attorney senator secretary commissioner prime
        investigative supreme judicial court center command media cell source people resident group union company firm
        team doctor hospital commander region province transport humanitarian affairs presidency
        """
    ),
)
