"""Texts that a feed or a person may send to break a Slack message, by what they try, beside those for Discord."""

from collections.abc import Mapping

from tests.adapters.discord.hostile import TEXTS as OTHERS

TEXTS: Mapping[str, str] = {
    **OTHERS,
    "channel": "<!channel> 1,500 escaped",
    "here of Slack": "<!here|here>",
    "everyone of Slack": "<!everyone>",
    "user of Slack": "<@U012AB3CD> did it",
    "user group": "<!subteam^S012AB3CD|@desk>",
    "channel of Slack": "see <#C012AB3CD|general>",
    "link with words": "<https://evil.example|your bank>",
    "mail address": "<mailto:boss@paper.example|write>",
    "date token": "<!date^1392734382^{date} at {time}^https://evil.example|x>",
    "escaped already": "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "half an escape": "&l &amp &#42; &",
    "bold of Slack": "*137* ** *all*",
    "strike of Slack": "~120~ ~~x~~ ~120 and 130~",
    "italics of Slack": "_1_ __2__",
    "code of Slack": "`rm` ``` never closed",
    "quote of Slack": "> he said\n>>> and everything below",
    "shortcode of Slack": ":fire: a:100:b ::: :+1::skin-tone-2:",
    "bars and carets": "a|b^c|d> e<",
    "end of a link": "x>|<!channel>",
}
