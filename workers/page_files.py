"""Where a page's comments lie below the published directory: a rule short enough for a site's template.

An ordinary address is readable: `https://blog.example/2026/harbour/` becomes `blog.example/2026/harbour/index.json` and
`https://blog.example/about.html` becomes `blog.example/about.html.json`. Any other address, with a query, capital
letters, escapes or of great length, becomes `blog.example/_/<SHA-256 of the address in hex>.json`. So no two pages
share a file, also where file names ignore case, and no address leads out of the directory.
"""

import hashlib
import re
from pathlib import PurePosixPath
from urllib.parse import SplitResult, urlsplit

LONGEST_PATH = 200

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9\[][a-z0-9.:\]-]*")
# Begins with a letter or digit, so neither hidden nor our `_`; does not end in a dot, which Windows would drop.
_SEGMENT = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?")


def page_file(page: str) -> PurePosixPath:
    """The path of a page's file, relative to the published directory; `ValueError` when the page has no host."""
    parts = urlsplit(page)
    folder = _folder(parts)
    ordinary = _readable(parts.path) if not {"?", "#"} & set(page) else None
    return folder / (ordinary or f"_/{hashlib.sha256(page.encode()).hexdigest()}.json")


def _folder(parts: SplitResult) -> PurePosixPath:
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(f":{parts.port}")
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        raise ValueError("The page's address has no host that could name a folder.")
    # A page over http is another page than the one over https.
    if parts.scheme == "https" and parts.port in (None, 443):
        return PurePosixPath(host)
    return PurePosixPath(f"{host}_{parts.port or _DEFAULT_PORTS[parts.scheme]}")


def _readable(path: str) -> str | None:
    """The file of an ordinary path, none for any other."""
    path = path.removeprefix("/")
    if len(path) > LONGEST_PATH:
        return None
    segments = path.removesuffix("/").split("/") if path else []
    if not all(_SEGMENT.fullmatch(segment) and not segment.endswith(".json") for segment in segments):
        return None
    if path and not path.endswith("/"):
        # `/a/index` would meet `/a/` in a/index.json.
        return None if segments[-1] == "index" else f"{path}.json"
    return f"{path}index.json"
