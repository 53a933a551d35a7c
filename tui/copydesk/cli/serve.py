"""`copydesk serve`: the app in a browser, each visitor in a process of their own, behind a token."""

from __future__ import annotations

import ipaddress
import secrets
import shlex
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli.exit_code import ExitCode
from copydesk.errors import CopydeskError, InputError, MissingExtra

if TYPE_CHECKING:
    import argparse

NAME: Final = "serve"
SUMMARY: Final = "read and annotate in a browser"

HOST: Final = "127.0.0.1"
PORT: Final = 8765
TOKEN_BYTES: Final = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.epilog = (
        "Whoever knows the address with its token can read and annotate as you can. The connection is not encrypted:\n"
        "for another machine, tunnel it (ssh -L 8765:127.0.0.1:8765 HOST) rather than making it public."
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help="an article or a folder of them (default: the current folder)")
    add("-a", "--annotations", metavar="DIR", type=Path, help="the folder of the annotation files")
    add("--annotator", metavar="NAME", help="who annotates; each annotator has a folder of their own")
    add("--host", default=HOST, help=f"the address to listen on (default: {HOST}, this machine only)")
    add("--port", type=int, default=PORT, help=f"the port (default: {PORT}; 0 for any that is free)")
    add("--public", action="store_true", help="allow an address that other machines can reach")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Serve until ctrl+c.

    Raises:
        CopydeskError: When the address is public without `--public` or cannot be had, or the extra is missing.
    """
    if "-" in arguments.paths:
        raise InputError("standard input cannot be served", remedy="Name a file or a folder")
    if not arguments.public and not is_loopback(arguments.host):
        raise CopydeskError(
            f"{arguments.host} can be reached from other machines",
            remedy="Say --public if you mean it; the connection is not encrypted",
        )
    from copydesk.cli.opening import load_config, open_corpus

    open_corpus(arguments.paths, load_config(), annotations=arguments.annotations, annotator=arguments.annotator)
    from copydesk.cli.web import serve

    port = arguments.port or free_port(arguments.host)
    _check_free(arguments.host, port)
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    url = f"http://{shown}:{port}"
    try:
        serve(command_line(arguments), arguments.host, port, secrets.token_urlsafe(TOKEN_BYTES), url)
    except ImportError as error:
        raise MissingExtra("serving the app to browsers", "serve") from error
    return ExitCode.FINE


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def command_line(arguments: argparse.Namespace) -> str:
    """What each visitor has run, for a shell."""
    words = [sys.executable, "-m", "copydesk", "read"]
    if arguments.annotations:
        words += ["--annotations", str(arguments.annotations)]
    if arguments.annotator:
        words += ["--annotator", arguments.annotator]
    return shlex.join([*words, "--", *(arguments.paths or ["."])])


def free_port(host: str) -> int:
    """A port that nobody listens on."""
    with _listening(host, 0) as listener:
        port: int = listener.getsockname()[1]
        return port


def _check_free(host: str, port: int) -> None:
    _listening(host, port).close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket on an address.

    Raises:
        CopydeskError: When it cannot be had.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise CopydeskError(
            f"{host}:{port} cannot be listened on: {getattr(error, 'strerror', None) or error}",
            remedy="Choose another --port, or 0 for any that is free",
        ) from error
