"""A double as a process of its own that lasts as long as the tests, steered without an event loop."""

import atexit
import json
from contextlib import ExitStack
from functools import cached_property
from typing import Any
from urllib.request import Request, urlopen

from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE


class LaunchedDouble:
    """A double that is started when it is first needed."""

    def __init__(self, module: str) -> None:
        self._module = module

    @cached_property
    def addresses(self) -> Json:
        """Where it is."""
        stack = ExitStack()
        atexit.register(stack.close)
        return stack.enter_context(launched(self._module))

    def steer(self, method: str, path: str, data: Json | None = None) -> Any:
        """Ask its control."""
        body = json.dumps(data).encode() if data is not None else None
        request = Request(  # noqa: S310 - the double's own address
            f"{self.addresses['control']}{path}", data=body, method=method, headers={"Content-Type": "application/json"}
        )
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
            return json.load(answer)
