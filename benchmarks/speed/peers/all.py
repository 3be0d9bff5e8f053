"""Which peers there are, and which of them can be measured here."""

from collections.abc import Collection, Mapping

from benchmarks.speed.peers import NotInstalledError, Peer, isso, waline, wordpress
from benchmarks.speed.told import Told

PEERS: Mapping[str, Peer] = {"isso": isso.PEER, "waline": waline.PEER, "wordpress": wordpress.PEER}


def installed(names: Collection[str], told: Told) -> tuple[list[Peer], dict[str, str]]:
    """Those of these peers that could be installed; and why not, by name, the others."""
    there, missing = [], {}
    for name in names:
        told(f"installing {PEERS[name].name}")
        try:
            PEERS[name].install()
            there.append(PEERS[name])
        except NotInstalledError as error:
            missing[PEERS[name].name] = str(error)
    return there, missing
