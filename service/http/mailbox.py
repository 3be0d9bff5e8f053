"""The demo's mailbox: the last webhooks it got, one JSON text a line, in a file that all web processes share."""

import fcntl
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST = 100
Webhook = dict[str, Any]


def keep(file: Path, webhook: Webhook) -> None:
    """Add a webhook unless one with its `id` is there: senders repeat what they are not sure of."""
    with file.open("a+", encoding="utf-8") as mailbox:  # "a" is O_APPEND
        fcntl.flock(mailbox, fcntl.LOCK_EX)
        mailbox.seek(0)
        kept = _parsed(mailbox.read())
        if any(one["id"] == webhook["id"] for one in kept):
            return
        if len(kept) >= 2 * MOST:  # not at every webhook, as the whole file is written anew
            mailbox.truncate(0)
            mailbox.writelines(_line(one) for one in kept[-MOST:])
        mailbox.write(_line(webhook))


def newest(file: Path) -> list[Webhook]:
    """The last hundred, newest first."""
    try:
        with file.open(encoding="utf-8") as mailbox:
            fcntl.flock(mailbox, fcntl.LOCK_SH)
            return _parsed(mailbox.read())[: -MOST - 1 : -1]
    except FileNotFoundError:
        return []


def _line(webhook: Webhook) -> str:
    return json.dumps(webhook, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parsed(text: str) -> list[Webhook]:
    found: list[Webhook] = []
    # Split at "\n" alone: JSON may hold characters that splitlines takes for ends of lines.
    for line in text.split("\n"):
        with suppress(ValueError):  # half a line, from a process that was killed
            found.append(json.loads(line))
    return found
