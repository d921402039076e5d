"""What went wrong with a fetch, as one sentence that names the address and keeps its secrets."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp

from adapters.web.guard import NO_PUBLIC_ADDRESS, NO_WEB_PORT
from adapters.web.headers import Headers, retry_after
from bot.errors import FaultyResource
from bot.urls import printable_url

GONE = 410
ADVICE = {
    401: "asks for a password; give the feed another address",
    403: "refuses us; ask its publisher or use another feed",
    404: "is not there; check the address",
    410: "is gone for good; remove it from the feeds",
    429: "asks us to come less often; raise its interval",
}
NO_ADDRESS = "is not an address, or leads to none; check it"


@contextmanager
def named(url: str) -> Iterator[None]:
    """Let only FaultyResource out, with a sentence that begins with the address."""
    try:
        yield
    except FaultyResource as error:
        raise FaultyResource(
            f"{printable_url(url)}: {error}", status=error.status, retry_after=error.retry_after, gone=error.gone
        ) from error
    except TimeoutError as error:
        raise FaultyResource(f"{printable_url(url)}: no answer in time") from error
    except aiohttp.ClientError as error:
        raise FaultyResource(f"{printable_url(url)}: {reason(error)}") from error
    except ValueError as error:
        raise FaultyResource(f"{printable_url(url)}: {NO_ADDRESS}") from error
    except OSError as error:
        raise FaultyResource(f"{printable_url(url)}: cannot be reached ({error.strerror})") from error


def refusal(status: int, headers: Headers) -> FaultyResource:
    """Return the fault (the rest of its sentence) of an answer that brings nothing."""
    advice = ADVICE.get(status, "it is tried again later")
    return FaultyResource(
        f"answered with status {status}: {advice}",
        status=status,
        retry_after=retry_after(headers),
        gone=status == GONE,
    )


def reason(error: aiohttp.ClientError) -> str:
    """Say in words what a client error means; its own text may hold the URL with its credentials."""
    match error:
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            return "its TLS certificate cannot be trusted; ask its publisher"
        case aiohttp.ClientConnectorDNSError():
            return "its host has no address; check the spelling or the network"
        case aiohttp.ClientConnectorError(os_error=os_error):
            return _unreachable(os_error.strerror or str(os_error))
        case aiohttp.InvalidURL():
            return NO_ADDRESS
        case _:
            return f"broke off ({type(error).__name__})"


def _unreachable(told: str) -> str:
    """Tell an address that we refuse from one that refuses us; of several addresses, the client joins what was told."""
    told = told.removeprefix("Multiple exceptions: ")
    if NO_PUBLIC_ADDRESS in told or NO_WEB_PORT in told:
        return f"refused: {told}; name it under [fetch] allow_hosts if it is yours"
    return f"cannot be reached ({told})"
