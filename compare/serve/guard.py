"""Who may ask, decided on a request's first lines alone: before anything of its body is read.

Where no token is set, requests must name a loopback address as their host. A form must come from
our own pages: by its Origin, where none is sent by its Referer, where neither is by a secret in the
address that our pages' forms have.
"""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from werkzeug.http import parse_cookie

from ..errors import OptionError

COOKIE = "compare_news"
LONGEST = 120.0  # seconds that a request may take to arrive
Header = Callable[[str], str | None]


class Guard(NamedTuple):
    """token: what each request must carry (None: loopback hosts only); form: see the module."""

    token: str | None
    form: str

    def refuse(self, method: str, query: str, header: Header) -> tuple[int, str] | None:
        """(status, why), or None where the request may go on."""
        host = header("Host") or ""
        if self.token is not None:
            token = parse_cookie(header("Cookie") or "").get(COOKIE, "")
            if not _same_token(token, self.token) and not _same_token(
                _query_value(query, "token"), self.token
            ):
                return 401, "the address that was printed at the start has the token"
        elif not _names_loopback(host):
            return 403, "only this machine is served"
        if method not in {"GET", "HEAD"} and not self._is_ours(host, query, header):
            return 403, "forms are taken from this server's own pages only: open the page again"
        return None

    def _is_ours(self, host: str, query: str, header: Header) -> bool:
        for name in ("Origin", "Referer"):
            address = header(name)
            if address is not None:
                return _host_of(address) == host.lower()
        return _same_token(_query_value(query, "form"), self.form)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone. OptionError for what is neither name nor address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise OptionError(f"--host needs an address such as 127.0.0.1, not {host!r}") from None


def guard_server(server: Any, guard: Guard) -> None:
    """Make a waitress server ask the guard as soon as a request's headers are there."""
    from waitress.channel import HTTPChannel
    from waitress.parser import HTTPRequestParser
    from waitress.utilities import BadRequest

    class Refused(BadRequest):  # type: ignore[misc]
        def __init__(self, code: int, why: str) -> None:
            super().__init__(why)
            self.code, self.reason = code, "Refused"

    class Parser(HTTPRequestParser):  # type: ignore[misc]
        def __init__(self, adjustments: Any) -> None:
            super().__init__(adjustments)
            self.began = time.monotonic()

        def received(self, data: bytes) -> int:
            taken: int = super().received(data)
            if not self.completed and time.monotonic() - self.began > LONGEST:
                self._refuse(408, f"not here after {LONGEST:.0f} seconds")
            return taken

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            refused = guard.refuse(
                self.command, self.query, lambda name: self.headers.get(name.upper())
            )
            if refused:
                self._refuse(*refused)

        def _refuse(self, code: int, why: str) -> None:
            self.error, self.completed, self.expect_continue = Refused(code, why), True, False

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser

    # one server, or one for each address that a name has
    for one in (server, *getattr(server, "map", {}).values()):
        if hasattr(one, "channel_class"):
            one.channel_class = Channel


def _names_loopback(host: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except (OptionError, ValueError):
        return False


def _host_of(address: str) -> str | None:
    """Host and port of an http address, None for what is none (blank, "null", malformed)."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme in {"http", "https"} and parts.netloc else None


def _query_value(query: str, name: str) -> str:
    return parse_qs(query[:2000]).get(name, [""])[0]


def _same_token(token: str, wanted: str) -> bool:
    return hmac.compare_digest(token.encode("utf-8", "replace"), wanted.encode())
