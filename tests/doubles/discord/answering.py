"""REST: how the bot answers interactions: the first answer, its edits, and follow-ups."""

from tests.doubles.discord.checks import Path
from tests.doubles.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    EXPIRED_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    RefusedError,
)
from tests.doubles.discord.interactions import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFER_MESSAGE,
    DEFER_UPDATE,
    MESSAGE,
    MODAL,
    MODAL_SUBMIT,
    UPDATE,
    Interaction,
    Interactions,
)
from tests.doubles.discord.mentions import DEFAULT_OF_INTERACTIONS
from tests.doubles.discord.payloads import user
from tests.doubles.discord.posting import CHAT_INPUT_COMMAND, EPHEMERAL, Posting
from tests.doubles.discord.posting import DEFAULT as PLAIN
from tests.doubles.discord.routes import Ids, Route, whole
from tests.doubles.discord.shapes import CALLBACK, MESSAGE_EDIT, WEBHOOK_MESSAGE
from tests.doubles.discord.world import Message, World
from tests.doubles.wire.calls import Answer, Call, Json

FITTING = {
    COMMAND: {MESSAGE, DEFER_MESSAGE, MODAL},
    COMPONENT: {MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE},
}
"""Which answers fit what a person did."""
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = HOOK + "/messages/@original"
ONE = HOOK + "/messages/{message_id}"


class Answering:
    """Answers calls about interactions. None of them needs the bot's token: the path has one."""

    def __init__(self, world: World, posting: Posting, interactions: Interactions) -> None:
        self._world = world
        self._posting = posting
        self._interactions = interactions

    def routes(self) -> list[Route]:
        """Return the routes."""
        callback = "/interactions/{interaction_id}/{interaction_token}/callback"
        made = [
            Route("POST", callback, self.answer, bucket="", shape=CALLBACK, message=_message_in, open=True),
            Route("POST", HOOK, self.follow_up, bucket="webhook", shape=WEBHOOK_MESSAGE, message=whole, open=True),
        ]
        for template in (ORIGINAL, ONE):
            made += [
                Route("GET", template, self.get, bucket="webhook", open=True),
                Route("PATCH", template, self.edit, bucket="webhook", shape=MESSAGE_EDIT, message=whole, open=True),
                Route("DELETE", template, self.delete, bucket="webhook", open=True),
            ]
        return made

    def answer(self, call: Call, ids: Ids) -> Answer:
        """Take the first answer; `with_response` asks for what came of it."""
        interaction = self._interactions.by_id.get(int(ids["interaction_id"]))
        if interaction is None or interaction.token != ids["interaction_token"]:
            raise RefusedError(UNKNOWN_INTERACTION)
        if interaction.answered is not None:
            raise RefusedError(ALREADY_ACKNOWLEDGED)
        if self._interactions.is_late(interaction):
            interaction.late = True
            interaction.changed.set()
            raise RefusedError(UNKNOWN_INTERACTION)
        kind = call.body["type"]
        if kind not in FITTING[interaction.kind]:
            wrong = [{"code": "BASE_TYPE_CHOICES", "message": f"Value must be one of {FITTING[interaction.kind]}."}]
            raise RefusedError((400, 50035, "Invalid Form Body"), {"type": {"_errors": wrong}})
        self._take(interaction, kind, call.body.get("data") or {}, call)
        interaction.answered = kind
        interaction.answered_at = self._world.clock.seconds()
        interaction.changed.set()
        if call.query.get("with_response", "").lower() not in ("1", "true"):
            return Answer(204)
        return Answer(body=self._response(interaction, kind))

    def _take(self, interaction: Interaction, kind: int, data: Json, call: Call) -> None:
        if kind == MESSAGE:
            interaction.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
            interaction.original = self._write(interaction, data, call)
        elif kind == DEFER_MESSAGE:
            interaction.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
            extra = self._extra(interaction)
            only_for = interaction.person.id if interaction.ephemeral else None
            interaction.original = self._posting.blank(interaction.channel, self._world.bot, extra, only_for)
        elif kind == UPDATE and interaction.message:
            self._posting.change(interaction.message, data, call.uploads, DEFAULT_OF_INTERACTIONS)
            interaction.original = interaction.message
        elif kind == DEFER_UPDATE:
            interaction.original = interaction.message
        elif kind == CHOICES:
            interaction.choices = data["choices"]
        elif kind == MODAL:
            interaction.modal = data

    def _write(self, interaction: Interaction, data: Json, call: Call) -> Message:
        only_for = interaction.person.id if interaction.ephemeral else None
        return self._posting.write(
            interaction.channel,
            data,
            call.uploads,
            author=self._world.bot,
            default=DEFAULT_OF_INTERACTIONS,
            extra=self._extra(interaction),
            ephemeral_for=only_for,
        )

    def _extra(self, interaction: Interaction) -> Json:
        """Return what a message made by an interaction has besides."""
        guild_id = str(interaction.channel.guild_id or 0)
        about: Json = {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": user(interaction.person),
            "authorizing_integration_owners": {"0": guild_id},
        }
        kind = PLAIN
        if interaction.kind == COMMAND:
            kind = CHAT_INPUT_COMMAND
            about |= {"name": interaction.data["name"], "command_type": interaction.data["type"]}
        elif interaction.kind == COMPONENT and interaction.message:
            about["interacted_message_id"] = str(interaction.message.id)
        else:
            about["triggering_interaction_metadata"] = {
                **about,
                "type": COMPONENT,
                "interacted_message_id": str(interaction.message.id) if interaction.message else "0",
            }
        ids = {"webhook_id": str(self._world.application_id), "application_id": str(self._world.application_id)}
        return {"type": kind, "interaction_metadata": about, **ids}

    def _response(self, interaction: Interaction, kind: int) -> Json:
        told: Json = {"id": str(interaction.id), "type": interaction.kind}
        if interaction.original and kind in (MESSAGE, DEFER_MESSAGE, UPDATE):
            told |= {
                "response_message_id": str(interaction.original.id),
                "response_message_loading": interaction.original.loading,
                "response_message_ephemeral": interaction.ephemeral,
            }
        if interaction.original and kind in (MESSAGE, UPDATE):
            return {"interaction": told, "resource": {"type": kind, "message": interaction.original.wire}}
        return {"interaction": told}

    def _known(self, ids: Ids) -> Interaction:
        interaction = self._interactions.by_token.get(ids["webhook_token"])
        if interaction is None or int(ids["webhook_id"]) != self._world.application_id or interaction.answered is None:
            raise RefusedError(UNKNOWN_WEBHOOK)
        if self._interactions.is_expired(interaction):
            raise RefusedError(EXPIRED_TOKEN)
        return interaction

    def follow_up(self, call: Call, ids: Ids) -> Answer:
        """Add a message; the first one after a deferral is what the person waits for."""
        interaction = self._known(ids)
        body: Json = call.body or {}
        original = interaction.original
        if original and original.loading and not original.deleted:
            self._posting.change(original, body, call.uploads, DEFAULT_OF_INTERACTIONS)
            interaction.changed.set()
            return Answer(body=original.wire)
        only_for = interaction.person.id if (body.get("flags") or 0) & EPHEMERAL else None
        message = self._posting.write(
            interaction.channel,
            body,
            call.uploads,
            author=self._world.bot,
            default=DEFAULT_OF_INTERACTIONS,
            extra=self._extra(interaction),
            ephemeral_for=only_for,
        )
        interaction.followups.append(message)
        interaction.changed.set()
        return Answer(body=message.wire)

    def _message(self, interaction: Interaction, ids: Ids) -> Message:
        every = [each for each in (interaction.original, *interaction.followups) if each and not each.deleted]
        if "message_id" not in ids:
            every = every[:1] if interaction.original else []
        found = [each for each in every if str(each.id) == ids.get("message_id", str(each.id))]
        if not found:
            raise RefusedError(UNKNOWN_MESSAGE)
        return found[0]

    def get(self, _: Call, ids: Ids) -> Answer:
        """Return the first answer or a follow-up."""
        return Answer(body=self._message(self._known(ids), ids).wire)

    def edit(self, call: Call, ids: Ids) -> Answer:
        """Edit the first answer or a follow-up."""
        interaction = self._known(ids)
        message = self._message(interaction, ids)
        self._posting.change(message, call.body or {}, call.uploads, DEFAULT_OF_INTERACTIONS)
        interaction.changed.set()
        return Answer(body=message.wire)

    def delete(self, _: Call, ids: Ids) -> Answer:
        """Delete the first answer or a follow-up."""
        interaction = self._known(ids)
        self._posting.remove(self._message(interaction, ids))
        interaction.changed.set()
        return Answer(204)


def _message_in(body: Json) -> tuple[Path, Json] | None:
    """Find the message that an interaction is answered with."""
    return (("data",), body["data"]) if body["type"] in (MESSAGE, UPDATE) else None
