"""Write the bill of materials of a lock file as CycloneDX 1.6, to stdout.

Argument: the lock. Names, versions and hashes are the lock's; licences and who needs whom are told by the packages that
are installed beside this Python. A package that the lock keeps for other machines is there with the scope `excluded`.
The same lock on the same machine gives the same bytes.
"""

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

# One package: its name with its version, then its hashes, each on a line of its own.
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+).*\\\n(?P<rest>(?:    --hash=.*\n)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_OURS = "rejoinder"


def main() -> None:
    """Print the bill of the lock that is named."""
    components = list(_components(Path(sys.argv[1]).read_text(encoding="utf-8")))
    product = _product()
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": product},
        "components": components,
        "dependencies": [_needs(one["name"], one["bom-ref"], components) for one in (product, *components)],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    print(json.dumps({"serialNumber": f"urn:uuid:{number}", **bill}, indent=2))


def _product() -> dict[str, Any]:
    return {"type": "application", **_named(_OURS, distribution(_OURS).version), **_licences(distribution(_OURS))}


def _components(lock: str) -> Iterator[dict[str, Any]]:
    for locked in _LOCKED.finditer(lock):
        installed = _installed(locked["name"])
        if installed and installed.version != locked["version"]:  # the lock's version for another Python
            installed = None
        yield {
            "type": "library",
            **_named(locked["name"], locked["version"]),
            "scope": "required" if installed else "excluded",
            "hashes": [{"alg": "SHA-256", "content": one} for one in _HASH.findall(locked["rest"])],
            **(_licences(installed) if installed else {}),
        }


def _named(name: str, version: str) -> dict[str, str]:
    purl = f"pkg:pypi/{_plain(name)}@{version}"
    return {"bom-ref": purl, "name": name, "version": version, "purl": purl}


def _licences(installed: Distribution) -> dict[str, Any]:
    """As the package words it: an SPDX expression where it has one, else the name of the licence."""
    told = installed.metadata
    if expression := told.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    named = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License :: ")]
    named = named or [line for line in told.get("License", "").splitlines()[:1] if line]
    return {"licenses": [{"license": {"name": one}} for one in named]}


def _needs(name: str, reference: str, components: list[dict[str, Any]]) -> dict[str, Any]:
    installed = _installed(name)
    requires = (installed.requires if installed else None) or ()
    wanted = {_plain(re.split(r"[^\w.-]", one, maxsplit=1)[0]) for one in requires if "extra ==" not in one}
    there = (one for one in components if one["scope"] == "required" and _plain(one["name"]) in wanted)
    return {"ref": reference, "dependsOn": sorted(one["bom-ref"] for one in there)}


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _plain(name: str) -> str:
    """A name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
