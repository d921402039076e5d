"""Faults as data befall the requests that they name, and no others."""

import pytest

from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles.wire.faults import Faults, When
from tests.doubles.wire.pipeline import PAGE, CutError, befall
from tests.doubles.wire.recorder import Recorder

POST = Call("POST", "/channels/1/messages", body={"content": "größer"})


def deeds(fault: Json, *calls: Call) -> list[str]:
    """Return what happens to each call, empty where nothing does."""
    faults = Faults()
    faults.lay([fault])
    return [deed.name if (deed := faults.befalling(call)) else "" for call in calls]


@pytest.mark.parametrize(
    ("match", "befallen"),
    [
        ({}, True),
        ({"method": "POST"}, True),
        ({"method": "GET"}, False),
        ({"path": "/channels/*/messages"}, True),
        ({"path": "/channels/*"}, True),
        ({"path": "/channels"}, False),
        ({"text": "größer"}, True),
        ({"text": "kleiner"}, False),
        ({"method": "POST", "path": "/webhooks/*"}, False),
    ],
)
def test_a_fault_befalls_what_it_matches(match: Json, befallen: bool) -> None:
    assert deeds({"match": match, "do": "reset"}, POST) == (["reset"] if befallen else [""])


@pytest.mark.parametrize(
    ("fault", "happened"),
    [
        ({"do": "hang"}, [1, 1, 1, 1]),
        ({"do": "hang", "times": 2}, [1, 1, 0, 0]),
        ({"do": "hang", "match": {"nth": 2}}, [0, 1, 0, 0]),
        ({"do": "hang", "match": {"nth": 2}, "times": 2}, [0, 1, 1, 0]),
    ],
)
def test_a_fault_happens_as_often_as_it_says(fault: Json, happened: list[int]) -> None:
    assert [int(bool(name)) for name in deeds(fault, POST, POST, POST, POST)] == happened


def test_only_matching_requests_are_counted() -> None:
    other = Call("GET", "/")
    assert deeds({"match": {"method": "POST", "nth": 2}, "do": "reset"}, POST, other, POST) == ["", "", "reset"]


@pytest.mark.parametrize(
    "fault",
    [
        {"do": "explode"},
        {"do": "status"},
        {"do": "reset 5"},
        {"do": "status 503 after store"},
        {"do": "reset", "macth": {}},
        {"do": "reset", "match": {"verb": "POST"}},
        {},
    ],
)
def test_a_fault_that_is_not_understood_is_told(fault: Json) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Faults().lay([fault])


def test_a_fault_tells_how_often_it_happened() -> None:
    faults = Faults()
    faults.lay([{"do": "reset before reply", "times": 2}])
    assert [faults.befalling(POST).when for _ in range(2)] == [When.BEFORE_REPLY] * 2  # type: ignore[union-attr]  # both do
    assert faults.befalling(POST) is None
    assert [each["happened"] for each in faults.told()] == [2]
    faults.clear()
    assert faults.told() == []


async def test_deeds_answer_as_they_say() -> None:
    def refuse(status: int) -> Answer:
        return Answer(status, {"error": status}, {"Via": "proxy"})

    async def answer(fault: Json) -> Answer:
        faults = Faults()
        faults.lay([fault])
        deed = faults.befalling(POST)
        assert deed
        return await befall(deed, refuse)

    assert await answer({"do": "status 503"}) == Answer(503, {"error": 503}, {"Via": "proxy"})
    told = {"do": "status 429", "answer": {"retry_after": 1}, "headers": {"Retry-After": "1"}}
    assert await answer(told) == Answer(429, {"retry_after": 1}, {"Via": "proxy", "Retry-After": "1"})
    assert await answer({"do": "html 429"}) == Answer(429, PAGE, {}, "text/html")
    with pytest.raises(CutError):
        await answer({"do": "reset"})


def test_no_secret_is_recorded() -> None:
    recorder = Recorder()
    recorder.open(Call("GET", "/", headers={"Authorization": "Bot secret", "X-Other": "x"}), at=0.0)
    assert recorder.told()[0]["headers"] == {"X-Other": "x"}


def test_traffic_is_found_by_method_path_and_status() -> None:
    recorder = Recorder()
    for number, path in enumerate(("/a", "/b/1", "/b/2")):
        exchange = recorder.open(Call("GET", path), at=number)
        recorder.close(exchange, Answer(200 + number), at=number + 0.5)
    assert [each["path"] for each in recorder.told(path="/b/*")] == ["/b/1", "/b/2"]
    assert [each["path"] for each in recorder.told(status=201)] == ["/b/1"]
    assert [each["path"] for each in recorder.told(after=2)] == ["/b/2"]
    assert recorder.told(method="POST") == []
