"""users.*, usergroups.*, team.info, bots.info: who is there."""

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.payloads import NOWHERE, group, person, team
from tests.doubles.slack.reading import flag
from tests.doubles.slack.world import Caller
from tests.doubles.wire.calls import Json


def user_info(arguments: Json, caller: Caller) -> Json:
    """users.info."""
    user_id = str(arguments["user"])
    home = caller.home(user_id)
    return {"user": person(home.people[user_id], home)}


def users(_: Json, caller: Caller) -> Json:
    """users.list."""
    workspace = caller.workspace
    members = [person(each, workspace) for each in workspace.people.values()]
    return {"members": members, "cache_ts": int(caller.world.clock.seconds()), "response_metadata": {"next_cursor": ""}}


def groups(arguments: Json, caller: Caller) -> Json:
    """usergroups.list."""
    with_users = flag(arguments, "include_users")
    known = caller.workspace.groups.values()
    return {"usergroups": [group(each, caller.workspace, with_users=with_users) for each in known]}


def group_users(arguments: Json, caller: Caller) -> Json:
    """usergroups.users.list."""
    known = caller.workspace.groups.get(str(arguments["usergroup"]))
    if known is None:
        raise RefusedError("no_such_subteam")
    return {"users": known.users}


def team_info(arguments: Json, caller: Caller) -> Json:
    """team.info, of the caller's workspace or of another that its token is for."""
    wanted = str(arguments.get("team") or caller.team_id)
    if wanted not in caller.installed.team_ids:
        raise RefusedError("team_not_found")
    return {"team": team(caller.world.workspaces[wanted])}


def bot_info(arguments: Json, caller: Caller) -> Json:
    """bots.info."""
    installation = caller.installed
    if arguments.get("bot", installation.bot_id) != installation.bot_id:
        raise RefusedError("bot_not_found")
    app = caller.world.app
    icons = {"image_36": NOWHERE, "image_48": NOWHERE, "image_72": NOWHERE}
    bot = {
        "id": installation.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 1_700_000_000,
        "app_id": app.id,
        "user_id": installation.bot_user,
        "icons": icons,
    }
    return {"bot": bot}
