"""What an app answers to an interaction: in its acknowledgement, or at the address that came with it."""

from typing import Any

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.interactions import Interaction, Interactions
from tests.doubles.slack.posting import MOST_POSTED, Posting
from tests.doubles.slack.reading import flag
from tests.doubles.slack.world import Message, World
from tests.doubles.wire.calls import Answer, Call, Json


class Hooks:
    """Turns answers into messages."""

    def __init__(self, world: World, posting: Posting, interactions: Interactions) -> None:
        self._world = world
        self._posting = posting
        self._interactions = interactions

    def answer(self, call: Call) -> Answer:
        """Take an answer at an address; status 404 where the address is used up, too old or unknown."""
        try:
            interaction = self._interactions.use(call.path)
        except RefusedError as refused:
            return Answer(404, refused.body)
        if call.broken or not call.body:
            return Answer(400, b"invalid_payload", content_type="text/plain")
        try:
            self.take(interaction, call.body)
        except RefusedError as refused:
            return Answer(200, refused.body)
        return Answer(200, b"ok", content_type="text/plain")

    def take(self, interaction: Interaction, told: Json) -> None:
        """Put, replace or delete the message that an answer is about."""
        original = interaction.message or (interaction.messages[0] if interaction.messages else None)
        if flag(told, "delete_original"):
            self._delete(original)
            interaction.changed.set()
            return
        content = self._posting.content(told, MOST_POSTED)
        if flag(told, "replace_original") and original:
            self._posting.change(original, content, told, original.author)
            self._interactions.show(interaction, original)
            return
        self._put(interaction, content, told)

    def _delete(self, original: Message | None) -> None:
        if original is None:
            raise RefusedError("message_not_found")
        original.deleted = True

    def _put(self, interaction: Interaction, content: Json, told: Json) -> None:
        channel = interaction.channel
        installation = self._world.installed_in(interaction.workspace.id)
        if channel is None or installation is None:
            raise RefusedError("channel_not_found")
        only_for = "" if told.get("response_type") == "in_channel" else interaction.person.id
        made = self._posting.put(channel, installation, content, told, only_for=only_for)
        self._interactions.show(interaction, made)

    def acknowledged(self, interaction: Interaction, answer: Any) -> None:
        """Take what a command was acknowledged with: a text, or a message, or nothing."""
        if not answer:
            return
        told = {"text": answer} if isinstance(answer, str) else answer
        try:
            self.take(interaction, told)
        except RefusedError as refused:
            interaction.failed = f"invalid_command_response: {refused.body}"
