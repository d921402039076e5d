"""Things of the world as Slack writes them."""

from tests.doubles.slack.world import App, Caller, Channel, Installation, Message, Person, UserGroup, Workspace
from tests.doubles.wire.calls import Json

NOWHERE = "https://avatars.example/app.png"


def bot_profile(app: App, installation: Installation, team_id: str) -> Json:
    """Return what a message says of the bot."""
    return {
        "id": installation.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 1_700_000_000,
        "app_id": app.id,
        "icons": {"image_36": NOWHERE, "image_48": NOWHERE, "image_72": NOWHERE},
        "team_id": team_id,
    }


def told(message: Message, channel: Channel, *, metadata: bool = False) -> Json:
    """Return a message as history tells it: with its thread's figures, and its metadata if that was asked for."""
    wire = dict(message.wire)
    replies = channel.replies(message.ts)
    if replies:
        people = list(dict.fromkeys(each.author for each in replies))
        wire |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "latest_reply": replies[-1].ts,
            "reply_users": people,
            "is_locked": False,
            "subscribed": True,
        }
    if metadata and message.metadata is not None:
        wire["metadata"] = message.metadata
    else:
        wire.pop("metadata", None)
    return wire


def channel(made: Channel, caller: Caller) -> Json:
    """Return a channel."""
    common: Json = {
        "id": made.id,
        "created": made.created,
        "is_archived": made.is_archived,
        "is_im": made.is_im,
        "is_org_shared": False,
        "context_team_id": made.team_id,
        "updated": made.created * 1000,
    }
    if made.is_im:
        return {**common, "user": made.members[0], "is_user_deleted": False, "priority": 0}
    nothing = {"value": "", "creator": "", "last_set": 0}
    return {
        **common,
        "name": made.name,
        "name_normalized": made.name,
        "is_channel": not made.is_private,
        "is_group": made.is_private,
        "is_mpim": False,
        "is_private": made.is_private,
        "is_general": False,
        "unlinked": 0,
        "is_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "creator": made.creator,
        "is_ext_shared": False,
        "shared_team_ids": [made.team_id],
        "pending_connected_team_ids": [],
        "is_member": caller.is_in(made),
        "topic": nothing,
        "purpose": nothing,
        "previous_names": [],
        "num_members": len(made.members),
    }


def person(made: Person, workspace: Workspace) -> Json:
    """Return a user."""
    return {
        **_in_enterprise(made, workspace),
        "id": made.id,
        "team_id": workspace.id,
        "name": made.name,
        "deleted": made.deleted,
        "real_name": made.name.title(),
        "tz": made.tz,
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": {
            "real_name": made.name.title(),
            "real_name_normalized": made.name.title(),
            "display_name": made.name,
            "display_name_normalized": made.name,
            "team": workspace.id,
        },
        "is_admin": made.is_admin or made.is_owner,
        "is_owner": made.is_owner,
        "is_primary_owner": made.is_owner,
        "is_restricted": made.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": made.is_bot,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }


def _in_enterprise(made: Person, workspace: Workspace) -> Json:
    """Return what an organisation knows of a user."""
    if workspace.enterprise is None:
        return {}
    known = workspace.enterprise
    return {
        "enterprise_user": {
            "id": made.id,
            "enterprise_id": known.id,
            "enterprise_name": known.name,
            "is_admin": made.is_admin,
            "is_owner": made.is_owner,
            "teams": [workspace.id],
        }
    }


def group(made: UserGroup, workspace: Workspace, *, with_users: bool) -> Json:
    """Return a user group."""
    wire: Json = {
        "id": made.id,
        "team_id": workspace.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": made.handle.title(),
        "description": "",
        "handle": made.handle,
        "is_external": False,
        "date_create": 1_700_000_000,
        "date_update": 1_700_000_000,
        "date_delete": 0,
        "user_count": len(made.users),
    }
    return {**wire, "users": made.users} if with_users else wire


def team(workspace: Workspace) -> Json:
    """Return a workspace."""
    wire: Json = {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {"image_34": NOWHERE, "image_default": True},
        "url": f"https://{workspace.domain}.slack.com/",
    }
    if workspace.enterprise:
        known = workspace.enterprise
        wire |= {"enterprise_id": known.id, "enterprise_name": known.name, "enterprise_domain": known.domain}
    return wire
