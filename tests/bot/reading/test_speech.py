"""Each figure has the speaker whom its own sentence names, and the outlet's voice where it names nobody."""

import pytest

from tests.bot.reading.speech_scenes import speakers

NOBODY = "-"

AFTER = """
The storm killed [24] people, the ministry said on 19 January. | ministry
The quake killed [455] people, the United Nations said on Monday after its teams had reached both sides. | Nations
"We found [12] bodies," Mayor Ana Ruiz said. | Ana Ruiz
"We found [12] bodies," said Mayor Ana Ruiz. | Ana Ruiz
'There were [40] people inside,' the fire chief told the BBC. | fire chief
“There were [40] people inside,” a fire service spokeswoman told Reuters. | fire service spokeswoman
«There were [40] people inside», said the governor. | governor
At least [33] people were killed in the riot, police said on Wednesday. | police
[300] homes burned, officials announced Saturday. | officials
[300] homes burned, the Red Cross reported, and [12] shops. | Red Cross | Red Cross
The fire destroyed [300] homes, a county spokesperson confirmed to CNN. | county spokesperson
At least [31] sailors are missing, the navy said in a Facebook post. | navy
[At least 31] homes were lost, Governor Ana Ruiz said in a speech that she gave in Lima. | Ana Ruiz
[71] people were killed and [42] wounded, said Omar Haddad, a spokesman for the ministry. | Omar Haddad | Omar Haddad
Crews pulled [50] bodies out, said the fire department, which leads the search. | fire department
[33] people died, the police chief said late on Wednesday, adding that [15] were hurt. | police chief | police chief
Only [two] survived, the fire agency said, while [179] are presumed dead. | fire agency | fire agency
[181] people were on board, the airline said: [175] passengers and [six] crew. | airline | airline | airline
The storm, which killed [300] people, was the worst in a century, officials said. | officials
There are [50] cases, figures published by the health department on Friday show. | health department
There are [50] cases, a statement from the health department said. | health department
The fire has destroyed [300] homes, as reported by the county. | county
There are [50] cases (state health department). | state health department
That makes [50] in all, the mayor of the nearby town in Peru told AFP on Saturday. | mayor of the nearby town
"""

BEFORE = """
The interior ministry says that [50] people were arrested and [12] were hurt. | interior ministry | interior ministry
Police have confirmed [3] deaths. | Police
A senior Danish intelligence official told AFP that [between 10 and 50] people had died. | intelligence official
The state health department on Friday reported [48] cases, up from [24]. | health department | health department
On Friday, the department reported [309] cases. | department
In a statement on Monday, the camp said [27] campers were dead. | camp
The junta said [1,644] people were killed and [3,408] injured. | junta | junta
The airline said in a post on X: "There were [181] people on board." | airline
As the ministry reported, [300] homes burned. | ministry
A doctor who asked not to be named said [60] had died. | doctor
The defence minister told parliament that [31] soldiers had died. | defence minister
The mayor said that makes [50] in all. | mayor
The rebels claim to hold [50] men. | rebels
The army acknowledged the deaths of [14] soldiers. | army
Witnesses and informed sources said that [14] soldiers died. | Witnesses and informed sources
Informed officials said that [14] soldiers died. | Informed officials
The bank announced [50] job cuts. | bank
A day later the committee let it be known that [four] people had been arrested. | committee
The army accused the rebels of killing [300] civilians. | army
Residents say [two dozen] houses collapsed. | Residents
Fishermen said they had pulled [14] people from the water. | Fishermen
"""

GIVEN = """
The ministry put the death toll at [471]. | ministry
The ministry gave the toll as [471]. | ministry
The ministry gave [50] as the number of dead. | ministry
The ministry raised the death toll to [50] from [40]. | ministry | ministry
Police put it at [50]. | Police
Police cut the storm toll to [97]. | Police
Kurdish forces gave a far higher number: [1,500]. | Kurdish forces
The department's website lists [50] cases. | department
The ministry's count stood at [50] on Friday. | ministry
Latest ministry figures show [50] dead. | ministry
Data from the health department showed [300] cases. | health department
Local civil society spoke of [145] dead. | civil society
The union wants a [40%] raise. | union
The agency put out a statement: [50] people had died. | agency
The number of dead was put at [300] by the ministry. | ministry
The count, released by the ministry on Friday, shows [300] homes burned. | ministry
"""

BESIDE = """
According to the harbour office, [115] boats sank. | harbour office
[Fifty] people died, according to the ministry, and [60] were hurt. | ministry | ministry
By the union's count, [300] workers walked out. | union
The strike cost [$5 billion], by the reckoning of Hill Group. | Hill Group
Of these, according to the ministry's figures, [142] are in hospital. | ministry
[Four] men, all of them students according to state media, are under arrest. | -
More than [300] people have died, according to a tally by the Associated Press. | Associated Press
According to an estimate that a port spokesperson gave, [110] are missing. | port spokesperson
The boats sank, and [38] people drowned, says the mayor. | mayor
"""

SUBJECTS = """
Omar Haddad, 45, a doctor at the hospital, said he had counted [60] bodies. | Omar Haddad
The county sheriff, Larry Doe, said [27] children were missing. | Larry Doe
At a press conference John Doe, the police chief, said [27] were missing. | John Doe
The general, who asked not to be named, said [60] had died. | general
Baza, another Telegram channel, gave the toll as [143]. | Baza
Doctors Without Borders, known by its initials MSF, said it had treated [50] wounded. | Doctors Without Borders
The Telegram channel "404" said [50] had died. | 404
A spokesperson for the Danish military confirmed that [150] had arrived. | Danish military
Danish judicial and security officials and diplomats say [130] arrived. | Danish judicial and security officials
Both the mayor and the army said [50] had died. | mayor
The Red Cross in Haiti says [50] died. | Red Cross
Saad Karim, head of the Media Cell, told Asia News on Friday that [50] came. | head of the Media Cell
"""

SEVERAL = """
[120] fled, says the ministry; [1,500] did, say local media. | ministry | local media
The army says [50] died, far fewer than the [300] reported by residents. | army | residents
While the army says [50] died, residents speak of [300]. | army | residents
Although the army had spoken of [50] dead, the mayor put the toll at [300]. | army | mayor
Organisers claimed that [300,000] took part, against a police figure of [107,000]. | Organisers | police
[50], according to police; [300], according to organisers. | police | organisers
Officials reported [300] cases last week; the real number may be [1,000]. | Officials | -
In May the bank, which has [2,000] staff, announced [50] job cuts. | - | bank
The bank, which announced [50] job cuts in May, has [2,000] staff. | bank | -
The [7,000] that the ministry said it would move are still there. | ministry
The [7,000] prisoners the ministry said it would move are still there. | ministry
Of the [120] who the ministry said had fled, [81] are back. | ministry | -
A count that the ministry gave out earlier had [2,497] dead and [2,476] hurt. | ministry | ministry
"""

OWN_VOICE = """
The death toll has risen to [300]. | -
It is estimated that [300] people live there. | -
[300] people are believed to have died, and [12] are said to be missing. | - | -
[300] people were reported missing. | -
The storm killed [300] people and left [40] missing. | - | -
The attack claimed [300] lives. | -
The ministry added [300] beds. | -
The rebels were accused of killing [300] civilians. | -
The bank plans to cut [50] jobs. | -
The government did not say how many of the [50] had died. | -
The palace has announced aid, after a quake that killed [2,900] people. | -
Estimates of the dead range from [50] to [60]. | - | -
[Forty] people have died so far, according to initial reports. | -
Lima counts [41] dead and Cusco [12]. | - | -
[50] people died on Monday. | -
"""

TABLES = (AFTER, BEFORE, GIVEN, BESIDE, SUBJECTS, SEVERAL, OWN_VOICE)
ROWS = [tuple(part.strip() for part in row.split(" | ")) for table in TABLES for row in table.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_a_sentence_gives_each_of_its_figures_the_speaker_it_names(row: tuple[str, ...]) -> None:
    text, *wanted = row
    found = speakers(text)
    assert len(found) == len(wanted)
    for said_by, part in zip(found, wanted, strict=True):
        assert said_by is None if part == NOBODY else part in (said_by or ""), found


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Mayor: storm has now killed [53]", "Mayor"),
        ("[53] dead, ministry says", "ministry"),
        ("[53] dead in storm - officials", "officials"),
        ("Boat disaster: mayor counts [33] dead", "mayor"),
        ("The Red Crescent now counts [5600] destroyed houses.", "The Red Crescent"),
        ("The Red Cross currently lists [33] people as missing.", "The Red Cross"),
        ("Peru: quake dead now [53]", None),
        ("Storm attack: at least [40] dead", None),
    ],
)
def test_a_headline_names_its_speaker_in_few_words(title: str, wanted: str | None) -> None:
    assert speakers("Rain fell on Friday.", title)[0] == wanted


def test_a_name_at_the_head_of_a_title_is_a_speaker_when_it_speaks_in_the_text() -> None:
    title = "Petrov: flood claimed [139] lives"
    assert speakers("Nothing else is known.", title) == [None]
    assert speakers("Ivan Petrov said so on Friday.", title) == ["Ivan Petrov"]
