"""What every double lets a test steer: faults, the clock, and the record of traffic."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from tests.doubles.wire.calls import Answer, Json, write
from tests.doubles.wire.pipeline import Pipeline

Steer = Callable[[Json], Awaitable[Json]]


def steered(steer: Steer) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Serve a function from JSON to JSON; ValueError and LookupError become 400 with their message."""

    async def answer(request: web.Request) -> web.Response:
        data = await request.json() if request.can_read_body else dict(request.query)
        try:
            return write(Answer(body=await steer(data)))
        except (ValueError, LookupError) as fault:
            return write(Answer(400, {"error": f"{type(fault).__name__}: {fault}"}))

    return answer


def set_each(places: Mapping[str, object], data: Json) -> Json:
    """Give settings their values, each in the part whose attribute it is."""
    for key, value in data.items():
        if key not in places:
            raise ValueError(f"no setting {key!r}; there are {sorted(places)}")
        setattr(places[key], key, value)
    return {}


class CommonControl:
    """Steers a pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def routes(self) -> list[web.RouteDef]:
        """Return the routes below `/control`."""
        return [
            web.post("/control/faults", steered(self.lay_faults)),
            web.delete("/control/faults", steered(self.clear_faults)),
            web.get("/control/faults", steered(self.faults)),
            web.post("/control/clock", steered(self.turn_clock)),
            web.get("/control/traffic", steered(self.traffic)),
            web.delete("/control/traffic", steered(self.forget_traffic)),
        ]

    async def lay_faults(self, data: Json) -> Json:
        """Add `faults`."""
        self._pipeline.faults.lay(data["faults"])
        return await self.faults({})

    async def clear_faults(self, _: Json) -> Json:
        """Take all faults away."""
        self._pipeline.faults.clear()
        return await self.faults({})

    async def faults(self, _: Json) -> Json:
        """Tell the faults and how often each happened."""
        return {"faults": self._pipeline.faults.told()}

    async def turn_clock(self, data: Json) -> Json:
        """Turn the clock `ahead` seconds."""
        self._pipeline.clock.turn(float(data["ahead"]))
        return {"now": self._pipeline.clock.now().isoformat()}

    async def traffic(self, data: Json) -> Json:
        """Tell exchanges, by `method`, `path` (with `*`), `status`, `after` a number."""
        status = data.get("status")
        exchanges = self._pipeline.recorder.told(
            method=data.get("method", ""),
            path=data.get("path", "*"),
            status=None if status is None else int(status),
            after=int(data.get("after", 0)),
        )
        return {"exchanges": exchanges}

    async def forget_traffic(self, _: Json) -> Json:
        """Forget the exchanges so far."""
        self._pipeline.recorder.clear()
        return {}
