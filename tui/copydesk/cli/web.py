"""The web server of `copydesk serve`: textual-serve behind a token. It needs the extra `serve`; import it late."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from copydesk.cli import console

COOKIE: Final = "copydesk_token"

POLICY: Final = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:"
"""Nothing is fetched from elsewhere: the page of textual-serve would ask a third party for a font."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TokenServer(Server):  # type: ignore[misc, unused-ignore]  # the package may not be installed
    """Serves the app to those who know the token; the first page leaves it in a cookie for what follows.

    Args:
        command: What each visitor has run, as a shell's line.
        host: The address to listen on.
        port: The port.
        token: What the address must carry.
        url: How the server is reached from outside.
    """

    def __init__(self, command: str, host: str, port: int, token: str, url: str) -> None:
        super().__init__(command, host=host, port=port, title="Copydesk", public_url=url)
        self._token = token
        self._origin = url

    def initialize_logging(self) -> None:
        """Say only what is wrong, on standard error."""
        logging.basicConfig(level=logging.WARNING, format="copydesk: %(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        console.say(f"Open {self._origin}/?token={self._token} in a browser; ctrl+c here ends it for everybody.")

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()

        @web.middleware  # type: ignore[untyped-decorator, unused-ignore]
        async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._gate(request, handler)

        app.middlewares.append(gate)
        return app

    async def _gate(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let through who knows the token, from this server's own pages only."""
        origin = request.headers.get("Origin", "")
        if origin and urlsplit(origin).netloc != request.headers.get("Host", ""):
            raise web.HTTPForbidden(text="This page does not belong here.")
        given = request.query.get("token", "")
        if not (self._fits(given) or self._fits(request.cookies.get(COOKIE, ""))):
            raise web.HTTPForbidden(text="The address lacks its token: open the whole address that Copydesk printed.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
        if self._fits(given) and not response.prepared:
            response.set_cookie(COOKIE, self._token, httponly=True, samesite="Strict")
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def serve(**options: Any) -> None:
    """Serve until it is interrupted; see `TokenServer`."""
    TokenServer(**options).serve()
