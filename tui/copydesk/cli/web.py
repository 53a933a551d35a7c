"""The web server of `copydesk serve`: textual-serve behind a token."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from copydesk.cli import console

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

COOKIE: Final = "copydesk_token"
POLICY: Final = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:"
"""Nothing is fetched from elsewhere: the page of textual-serve would ask a third party for a font."""


class Gate:
    """Lets through who knows the token, from the server's own pages only; a cookie keeps it after the first page.

    Args:
        token: What the address must carry.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    async def pass_on(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, or refuse it."""
        from aiohttp import web

        origin = request.headers.get("Origin", "")
        if origin and urlsplit(origin).netloc != request.headers.get("Host", ""):
            raise web.HTTPForbidden(text="This page does not belong here.")
        given = request.query.get("token", "")
        if not (self._fits(given) or self._fits(request.cookies.get(COOKIE, ""))):
            raise web.HTTPForbidden(text="The address lacks its token: open the whole address that Copydesk printed.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
            if self._fits(given):
                response.set_cookie(COOKIE, self._token, httponly=True, samesite="Strict")
        return response

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def serve(command: str, host: str, port: int, token: str, url: str) -> None:
    """Serve until it is interrupted.

    Args:
        command: What each visitor has run, as a shell's line.
        host: The address to listen on.
        port: The port.
        token: What the address must carry.
        url: How the server is reached.

    Raises:
        ImportError: When textual-serve is not installed.
    """
    from aiohttp import web
    from textual_serve.server import Server

    class TokenServer(Server):  # type: ignore[misc, unused-ignore]  # it may not be installed
        """The server of textual-serve behind the gate."""

        def initialize_logging(self) -> None:
            """Say only what is wrong, on standard error."""
            logging.basicConfig(level=logging.WARNING, format="copydesk: %(message)s")

        async def on_startup(self, app: web.Application) -> None:
            """Say where it is."""
            console.say(f"Open {url}/?token={token} in a browser; ctrl+c here ends it for everybody.")

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            keeper = Gate(token)

            @web.middleware  # type: ignore[untyped-decorator, unused-ignore]
            async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
                return await keeper.pass_on(request, handler)

            app.middlewares.append(gate)
            return app

    TokenServer(command, host=host, port=port, title="Copydesk", public_url=url).serve()
