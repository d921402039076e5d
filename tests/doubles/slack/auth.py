"""auth.*, oauth.v2.access: who a token is for, and how it comes to be and ends."""

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.reading import flag
from tests.doubles.slack.world import Caller, Installation, World
from tests.doubles.wire.calls import Call, Json

CODE_LIVES = 600.0
ROTATED_LIVES = 43_200


@dataclass(frozen=True, slots=True)
class _Consent:
    """What a person agreed to."""

    team_id: str
    everywhere: bool
    person_id: str
    redirect: str
    scopes: tuple[str, ...]
    at: float


class Auth:
    """Answers auth.* and oauth.*; `told` is called with a workspace and an event of its own."""

    def __init__(self, world: World) -> None:
        self.rotates = False
        """Whether tokens end after twelve hours and are exchanged."""
        self.tell: Callable[[str, Json], None] = lambda _, __: None
        self._world = world
        self._codes: dict[str, _Consent] = {}

    def who_am_i(self, _: Json, caller: Caller) -> Json:
        """auth.test."""
        workspace, installation = caller.workspace, caller.installed
        answer: Json = {
            "url": f"https://{workspace.domain}.slack.com/",
            "team": workspace.name,
            "user": self._world.app.name.lower(),
            "team_id": workspace.id,
            "user_id": installation.bot_user,
            "bot_id": installation.bot_id,
            "is_enterprise_install": installation.everywhere,
        }
        return {**answer, "enterprise_id": installation.enterprise.id} if installation.enterprise else answer

    def teams(self, _: Json, caller: Caller) -> Json:
        """auth.teams.list."""
        teams = [{"id": each, "name": self._world.workspaces[each].name} for each in caller.installed.team_ids]
        return {"teams": teams, "response_metadata": {"next_cursor": ""}}

    def revoke(self, arguments: Json, caller: Caller) -> Json:
        """auth.revoke: end a token, unless it is a test."""
        if flag(arguments, "test"):
            return {"revoked": False}
        self.end_token(caller.installed)
        return {"revoked": True}

    def end_token(self, installation: Installation) -> None:
        """Let a token be good no longer, and tell the app as Slack does."""
        installation.refuses = "token_revoked"
        for team_id in installation.team_ids:
            self.tell(team_id, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user]}})

    def uninstall(self, installation: Installation) -> None:
        """Take the app out of its workspaces, and tell it."""
        installation.refuses = "account_inactive"
        for team_id in installation.team_ids:
            self.tell(team_id, {"type": "app_uninstalled"})
            self.tell(team_id, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user]}})

    def consent(
        self, team_id: str, person_id: str, redirect: str, *, everywhere: bool = False, scopes: tuple[str, ...] = ()
    ) -> str:
        """Return the code that Slack sends back when a person lets the app in; no `scopes` are the manifest's."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = _Consent(team_id, everywhere, person_id, redirect, scopes, self._world.clock.seconds())
        return code

    def access(self, arguments: Json, call: Call) -> Json:
        """oauth.v2.access: exchange a code for a token, or a token that ends for the next."""
        self._must_be_the_app(arguments, call)
        if arguments.get("grant_type") == "refresh_token":
            return self._refresh(str(arguments.get("refresh_token")))
        given = self._codes.pop(str(arguments.get("code")), None)
        if given is None:
            raise RefusedError("invalid_code")
        if self._world.clock.seconds() - given.at > CODE_LIVES:
            raise RefusedError("code_expired")
        if str(arguments.get("redirect_uri") or "") != given.redirect:
            raise RefusedError("bad_redirect_uri")
        workspace = self._world.workspaces[given.team_id]
        team_ids = [given.team_id]
        if given.everywhere:
            team_ids = [each.id for each in self._world.workspaces.values() if each.enterprise == workspace.enterprise]
        made = self._world.install(*team_ids, everywhere=given.everywhere, scopes=given.scopes)
        made.installed_by = given.person_id
        return self._granted(made)

    def _must_be_the_app(self, arguments: Json, call: Call) -> None:
        client_id, secret = str(arguments.get("client_id", "")), str(arguments.get("client_secret", ""))
        header = call.header("Authorization")
        if header.startswith("Basic "):
            try:
                client_id, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
            except ValueError as fault:
                raise RefusedError("invalid_client_id") from fault
        if client_id != self._world.app.client_id:
            raise RefusedError("invalid_client_id")
        if secret != self._world.app.client_secret:
            raise RefusedError("bad_client_secret")

    def _refresh(self, token: str) -> Json:
        found = [each for each in self._world.installations if token and each.refresh_token == token]
        if not found:
            raise RefusedError("invalid_refresh_token")
        found[0].token = f"xoxe.xoxb-1-{secrets.token_urlsafe(24)}"
        found[0].refuses = ""
        return self._granted(found[0])

    def _granted(self, made: Installation) -> Json:
        workspace = self._world.workspaces[made.team_ids[0]]
        answer: Json = {
            "app_id": self._world.app.id,
            "authed_user": {"id": made.installed_by},
            "scope": ",".join(sorted(made.scopes)),
            "token_type": "bot",
            "access_token": made.token,
            "bot_user_id": made.bot_user,
            "team": None if made.everywhere else {"id": workspace.id, "name": workspace.name},
            "enterprise": {"id": made.enterprise.id, "name": made.enterprise.name} if made.enterprise else None,
            "is_enterprise_install": made.everywhere,
        }
        if self.rotates:
            made.refresh_token = f"xoxe-1-{secrets.token_urlsafe(24)}"
            answer |= {"refresh_token": made.refresh_token, "expires_in": ROTATED_LIVES}
        return answer
