"""How English inflects."""

from bot.matching.words import Inflection

_VERBS = """
arose arisen arise; awoke awoken awake; was were been am is are being be; bore borne born bear; beat beaten beat;
became become become; began begun begin; bent bend; bit bitten bite; bled bleed; blew blown blow; broke broken break;
brought bring; built build; burnt burn; burst burst; bought buy; caught catch; chose chosen choose; came come; crept
creep; dealt deal; dug dig; did done does do; drew drawn draw; drove driven drive; ate eaten eat; fell fallen fall;
fed feed; felt feel; fought fight; found find; fled flee; flew flown fly; forbade forbidden forbid; forgot forgotten
forget; froze frozen freeze; got gotten get; gave given give; went gone goes go; grew grown grow; hung hang; had has
have; heard hear; hid hidden hide; held hold; kept keep; knew known know; laid lay; led lead; left leave; lent lend;
lost lose; made make; meant mean; met meet; paid pay; rode ridden ride; rang rung ring; rose risen rise; ran run; said
say; saw seen see; sought seek; sold sell; sent send; shook shaken shake; shone shine; shot shoot; showed shown show;
shrank shrunk shrink; sank sunk sink; sat sit; slept sleep; slid slide; smelt smell; spoke spoken speak; sped speed;
spent spend; spilt spill; sprang sprung spring; stood stand; stole stolen steal; stuck stick; struck stricken strike;
swore sworn swear; swept sweep; swam swum swim; swung swing; took taken take; taught teach; tore torn tear; told tell;
thought think; threw thrown throw; trod trodden tread; understood understand; woke woken wake; wore worn wear; wept
weep; won win; withdrew withdrawn withdraw; wrote written write; died dying dies die; lay lain lie; lying lie; drank
drunk drink; sang sung sing; swelled swollen swell; drowned drown; overthrew overthrown overthrow; retook retaken
retake; overran overrun; rebuilt rebuild; reran rerun
"""
_NOUNS = """
people people person; persons person; men man; women woman; children child; wives wife; lives life; knives knife;
halves half; feet foot; teeth tooth; bodies body; casualties casualty; families family; dead dead; crises crisis;
policemen policeman; policewomen policewoman; gunmen gunman; fishermen fisherman; firemen fireman; servicemen
serviceman; spokesmen spokesman; leaves leaf leave; thieves thief; shelves shelf; loaves loaf; mice mouse; homes home;
data datum; media medium
"""


def _forms(table: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for row in table.replace("\n", " ").split(";"):
        *printed, base = row.split()
        for form in printed:
            pairs[form] = f"{pairs[form]} {base}" if form in pairs else base
    return pairs


INFLECTION = Inflection(
    endings=(
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
    ),
    doubling=("ed", "ing"),
    irregular=_forms(_VERBS) | _forms(_NOUNS),
    spelling=(
        (r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations|er|ers)$", r"iz\1"),
        (r"(?<=[a-z]{2})our(s|ed|ing|er|ers)?$", r"or\1"),
        (r"tre(s?)$", r"ter\1"),
        (r"(?<=[a-z]{3})ell(ed|ing|er|ers)$", r"el\1"),
    ),
)
