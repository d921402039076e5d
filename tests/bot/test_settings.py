"""The settings as values."""

import pytest
from pydantic import ValidationError

from bot.settings import DiscordSettings, FetchSettings, OperatorsSettings, Settings, StoreSettings


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().fetch.timeout = 1.0  # type: ignore[misc]  # what is promised


def test_equal_settings_are_equal_and_can_be_keys() -> None:
    assert {Settings(), Settings()} == {Settings()}


@pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan"), "5", True])
def test_a_timeout_is_a_positive_number_of_seconds(timeout: object) -> None:
    with pytest.raises(ValidationError):
        FetchSettings.model_validate({"timeout": timeout})


@pytest.mark.parametrize("hosts", [["a:1", "b:2"], ("a:1", "b:2"), "a:1, b:2,"])
def test_hosts_may_be_a_list_or_words_with_commas(hosts: object) -> None:
    assert FetchSettings.model_validate({"allow_hosts": hosts}).allow_hosts == ("a:1", "b:2")


@pytest.mark.parametrize("channels", ["desk", ":desk", "console:", ["console:desk", "x"]])
def test_an_operators_channel_names_its_platform(channels: object) -> None:
    with pytest.raises(ValidationError, match="platform:channel"):
        OperatorsSettings.model_validate({"channels": channels})
    assert OperatorsSettings.model_validate({"channels": "console:desk, slack:C1"}).channels == (
        "console:desk",
        "slack:C1",
    )


def test_what_may_hold_a_password_is_not_printed() -> None:
    store = StoreSettings(url="postgresql://me:s3cret@db.example.org/x")
    discord = DiscordSettings.model_validate({"token": "s3cret"}, strict=False)

    assert "s3cret" not in f"{store!r}{store}{discord!r}{discord}"
