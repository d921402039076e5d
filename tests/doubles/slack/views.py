"""views.*: modals, stacked on each other, and each person's Home tab."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.blocks import MOST_IN_VIEW, BlockRules
from tests.doubles.slack.checks import Wrong, anything, flag, table, words
from tests.doubles.slack.elements import plain
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.interactions import Interactions
from tests.doubles.slack.models import of_view
from tests.doubles.slack.world import Caller, Installation, World
from tests.doubles.wire.calls import Json

MOST_STACKED, MOST_BYTES = 3, 250_000
COMMON = {
    "blocks": anything,
    "private_metadata": words(3000),
    "callback_id": words(255),
    "external_id": words(255),
}
MODAL = table(
    {
        **COMMON,
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    required=("title", "blocks"),
)
HOME = table(COMMON, required=("blocks",))


@dataclass(slots=True)
class View:
    """A view as it is told, and who looks at it."""

    wire: Json
    team_id: str
    user: str
    open: bool = True

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.wire["id"])


class Views:
    """All views by id, and the Home tabs by workspace and person."""

    def __init__(self, world: World, interactions: Interactions, rules: BlockRules) -> None:
        self.by_id: dict[str, View] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self._world = world
        self._interactions = interactions
        self._rules = rules

    def open(self, arguments: Json, caller: Caller) -> Json:
        """views.open: show a modal to whoever did what the trigger came from."""
        told = self.checked(arguments["view"], "modal")
        interaction = self._interactions.spend(str(arguments["trigger_id"]), caller.installed.team_ids)
        made = self.make(told, caller.installed, interaction.workspace.id, interaction.person.id)
        interaction.views.append(dict(made.wire))
        interaction.changed.set()
        return {"view": made.wire}

    def push(self, arguments: Json, caller: Caller) -> Json:
        """views.push: put a modal on the one that the trigger came from."""
        told = self.checked(arguments["view"], "modal")
        interaction = self._interactions.spend(str(arguments["trigger_id"]), caller.installed.team_ids)
        below = self.by_id.get(interaction.view)
        if below is None or not below.open:
            raise RefusedError("not_found")
        made = self.stack(below, told, caller.installed)
        interaction.views.append(dict(made.wire))
        interaction.changed.set()
        return {"view": made.wire}

    def stack(self, below: View, told: Json, installation: Installation) -> View:
        """Put a view on another."""
        root = below.wire["root_view_id"]
        stacked = [each for each in self.by_id.values() if each.open and each.wire["root_view_id"] == root]
        if len(stacked) >= MOST_STACKED:
            raise RefusedError("push_limit_reached")
        return self.make(told, installation, below.team_id, below.user, below)

    def update(self, arguments: Json, caller: Caller) -> Json:
        """views.update: put other content into a view."""
        view = self._found(arguments, caller)
        told = self.checked(arguments["view"], "modal")
        self._must_match(view, arguments)
        self.fill(view, told)
        for each in self._interactions.by_id.values():
            if each.view == view.id and not each.settled():
                each.views.append(dict(view.wire))
                each.changed.set()
        return {"view": view.wire}

    def publish(self, arguments: Json, caller: Caller) -> Json:
        """views.publish: fill a person's Home tab."""
        if not self._world.app.made_from.home_tab:
            raise RefusedError("not_enabled")
        person = caller.person(str(arguments["user_id"]))
        told = self.checked(arguments["view"], "home")
        team_id = next(each for each in caller.installed.team_ids if person.id in self._world.workspaces[each].people)
        known = self.homes.get((team_id, person.id))
        if known is None:
            known = self.make(told, caller.installed, team_id, person.id)
            self.homes[team_id, person.id] = known
        else:
            self._must_match(known, arguments)
            self.fill(known, told)
        return {"view": known.wire}

    def _found(self, arguments: Json, caller: Caller) -> View:
        wanted, external = arguments.get("view_id"), arguments.get("external_id")
        for view in self.by_id.values():
            fits = view.id == wanted or (external and view.wire["external_id"] == external)
            if fits and view.team_id in caller.installed.team_ids and view.open:
                return view
        raise RefusedError("not_found")

    def _must_match(self, view: View, arguments: Json) -> None:
        if arguments.get("hash") and arguments["hash"] != view.wire["hash"]:
            raise RefusedError("hash_conflict")

    def make(self, told: Json, installation: Installation, team_id: str, user: str, below: View | None = None) -> View:
        """Make a view."""
        view_id = self._world.new_id("V")
        wire: Json = {
            "id": view_id,
            "team_id": team_id,
            "state": {"values": {}},
            "root_view_id": below.wire["root_view_id"] if below else view_id,
            "previous_view_id": below.id if below else None,
            "app_id": self._world.app.id,
            "app_installed_team_id": installation.enterprise.id
            if installation.everywhere and installation.enterprise
            else team_id,
            "bot_id": installation.bot_id,
        }
        made = View(wire, team_id, user)
        self.by_id[view_id] = made
        self.fill(made, told)
        return made

    def fill(self, view: View, told: Json) -> None:
        """Put content into a view, which gets another hash."""
        blanks: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        flags: Json = {"clear_on_close": False, "notify_on_close": False}
        view.wire |= {
            "title": {"type": "plain_text", "text": "View Title", "emoji": True},
            "submit": None,
            "close": None,
        }
        view.wire |= {**blanks, **flags, **told, "blocks": [self._named(each) for each in told["blocks"]]}
        view.wire["hash"] = f"{int(self._world.clock.seconds())}.{secrets.token_hex(4)}"

    def _named(self, block: Json) -> Json:
        return block if block.get("block_id") else {**block, "block_id": secrets.token_hex(2)}

    def checked(self, view: Any, kind: str) -> Json:
        """Return a view, or refuse it."""
        if not isinstance(view, dict):
            raise RefusedError("invalid_arguments", "view must be an object [json-pointer:/view]")
        wrongs = list(self._faults(view, kind)) or list(of_view(view))
        if wrongs:
            raise RefusedError("invalid_arguments", *(str(each) for each in wrongs))
        if len(json.dumps(view).encode()) > MOST_BYTES:
            raise RefusedError("view_too_large")
        return view

    def _faults(self, view: Json, kind: str) -> Iterator[Wrong]:
        if view.get("type") != kind:
            yield Wrong(("view", "type"), f"must be a valid enum value: {kind}")
            return
        yield from (MODAL if kind == "modal" else HOME)(view, ("view",))
        blocks = view.get("blocks")
        if isinstance(blocks, list) and blocks:
            yield from self._rules.faults(blocks, most=MOST_IN_VIEW, path=("view", "blocks"))
            inputs = any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
            if kind == "modal" and inputs and "submit" not in view:
                yield Wrong(("view",), "`submit` is required when an `input` block is used within blocks")
