"""Web addresses as moderators and logs may see them: what they hold besides a place may be a secret."""

import re

_USER = re.compile(r"//[^/?#]*@")


def shown(url: str) -> str:
    """The address without user, password, query and fragment, where tokens stand."""
    return _USER.sub("//", re.split(r"[?#]", url, maxsplit=1)[0])
