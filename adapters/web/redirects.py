"""The way from the address that was asked to the one that answers, each step looked at."""

from yarl import URL

from bot.errors import FaultyResource
from bot.urls import printable_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
KEEPING = frozenset({307, 308})
"""Redirects that send a form on; the others would turn it into a GET."""


class Trail:
    """The addresses of one fetch, from the first to the one where it is."""

    def __init__(self, url: str, *, longest: int, most: int) -> None:
        """Raise FaultyResource for an address that nobody may ask, ValueError for what is none.

        `longest` is the length of an address in characters, `most` the number of redirects.
        """
        self._longest = longest
        self._most = most
        self.here = self._checked(URL(url))
        self._visited = [self.here]
        self._permanent = True

    @property
    def first(self) -> URL:
        """The address that was asked."""
        return self._visited[0]

    @property
    def at_start(self) -> bool:
        """Whether nothing has redirected yet."""
        return len(self._visited) == 1

    @property
    def moved_to(self) -> str | None:
        """Where the first address has moved for good; None where it has not."""
        return str(self.here) if self._permanent and not self.at_start else None

    def lead_on(self, status: int, location: str) -> None:
        """Take a step, or raise FaultyResource: nobody leads us in circles, to a password or to another scheme."""
        if len(self._visited) > self._most:
            raise FaultyResource(f"redirects more than {self._most} times; check the address", status=status)
        there = self._led_to(status, location)
        if there in self._visited:
            raise FaultyResource("redirects in a circle; check the address", status=status)
        # What moved from https to http is followed, but asked over https again the next time.
        self._permanent &= status in PERMANENT and (self.here.scheme, there.scheme) != ("https", "http")
        self._visited.append(there)
        self.here = there

    def _led_to(self, status: int, location: str) -> URL:
        if not location:
            raise FaultyResource("redirects without saying where to; check the address", status=status)
        try:
            said = URL(location)
            there = self._checked(self.here.join(said))
        except ValueError as error:
            raise FaultyResource("redirects to what is no address; check the address", status=status) from error
        if said.user is not None or said.password is not None:
            raise FaultyResource("redirects to an address with a password; check the address", status=status)
        if there.origin() != self.here.origin():
            return there.with_user(None)
        return there.with_user(self.here.user).with_password(self.here.password)

    def _checked(self, url: URL) -> URL:
        if len(str(url)) > self._longest:
            raise FaultyResource(f"the address is longer than {self._longest:,} characters")
        if url.scheme not in {"http", "https"} or not url.host:
            raise FaultyResource(f"{printable_url(str(url))} is not an http or https address")
        return url.with_fragment(None)
