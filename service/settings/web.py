"""The `[web]` table and the variable `PORT`, which goes before it."""

from collections.abc import Mapping

from service.settings.model import WebServer
from service.settings.table import Table

HIGHEST_PORT = 65535


def read_web(table: Table, environ: Mapping[str, str]) -> WebServer:
    """Where the web server listens, and with how much."""
    fallback = WebServer()
    web = WebServer(
        host=table.get("host", str, fallback.host),
        port=_port(table, environ),
        workers=table.get("workers", int, fallback.workers),
        threads=table.get("threads", int, fallback.threads),
    )
    for name, count in (("workers", web.workers), ("threads", web.threads)):
        if count < 1:
            table.note(f"web.{name} is {count}, but must be 1 or more")
    table.finish()
    return web


def _port(table: Table, environ: Mapping[str, str]) -> int:
    written = table.get("port", int, WebServer().port)
    wished = wished_port(environ, default=written, mistakes=table.mistakes)
    if wished == written and not 1 <= written <= HIGHEST_PORT:
        table.note(f"web.port is {written}, but must be from 1 to {HIGHEST_PORT}")
    return wished


def wished_port(environ: Mapping[str, str], *, default: int, mistakes: list[str]) -> int:
    """The port that `PORT` wishes for."""
    written = environ.get("PORT", "")
    if not written:
        return default
    if written.isdecimal() and 1 <= int(written) <= HIGHEST_PORT:
        return int(written)
    mistakes.append(f"PORT is {written!r}, but must be a number from 1 to {HIGHEST_PORT}")
    return default
