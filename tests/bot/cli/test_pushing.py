"""Where hubs reach us, by the settings."""

from typing import Any

import pytest

from bot.cli.pushing import own_site
from bot.settings import Settings

OWN = {"allow_hosts": ["127.0.0.1:9000"]}


@pytest.mark.parametrize(
    ("fetch", "http", "site"),
    [
        (OWN, {"port": 8081}, "http://127.0.0.1:8081"),
        (OWN, {"port": 8081, "host": "0.0.0.0"}, "http://127.0.0.1:8081"),  # noqa: S104 - nothing is bound
        (OWN, {"port": 8081, "host": "::1"}, "http://[::1]:8081"),
        (OWN, {"port": 8081, "host": "desk.internal"}, "http://desk.internal:8081"),
        (OWN, {"port": 0}, None),
        (OWN, {"host": "127.0.0.1"}, None),
        (OWN, {}, None),
        ({}, {"port": 8081}, None),
    ],
)
def test_hubs_of_our_own_reach_a_port_that_the_settings_name(
    fetch: dict[str, Any], http: dict[str, Any], site: str | None
) -> None:
    assert own_site(Settings.model_validate({"fetch": fetch, "http": http})) == site
