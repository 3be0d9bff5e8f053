"""Load by wrk, always against loopback."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """
local number
local id = 0
function setup(thread) id = id + 1; thread:set("id", id) end
function init(args) math.randomseed(os.time() + id * 7919) ; number = math.random(1, 1000000000) end
function request()
  number = number + 1
  local body = string.gsub(TEMPLATE, "%%NUMBER%%", tostring(number) .. "-" .. tostring(id))
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end
"""
_END = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %f %f %f %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency.max, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What wrk saw. Milliseconds for `p50`, `p99` and `longest`; `refused` are answers that were not 2xx or 3xx."""

    requests: int
    seconds: float
    p50: float
    p99: float
    longest: float
    refused: int
    broken: int

    @property
    def per_second(self) -> float:
        """Good answers a second."""
        return (self.requests - self.refused) / self.seconds


def get(url: str, *, seconds: float, connections: int, headers: tuple[str, ...] = ()) -> Load:
    """Read one address again and again."""
    return _wrk(url, _END, seconds=seconds, connections=connections, headers=headers)


def post(url: str, body: dict[str, str], *, seconds: float, connections: int) -> Load:
    """Send `body` again and again, with a number of its own for each `%NUMBER%`."""
    script = f"TEMPLATE = {json.dumps(json.dumps(body))}\n{_SCRIPT}{_END}"
    return _wrk(url, script, seconds=seconds, connections=connections, headers=())


def _wrk(url: str, script: str, *, seconds: float, connections: int, headers: tuple[str, ...]) -> Load:
    assert url.startswith("http://127.0.0.1:"), "load goes to this machine only"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.lua"
        file.write_text(script)
        options = [one for header in headers for one in ("-H", header)]
        ran = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "-s", str(file), *options, url],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 60,
        )
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+) (\d+)", ran.stdout)
    assert found, ran.stdout
    requests, micros, p50, p99, longest, refused, broken = (float(one) for one in found.groups())
    return Load(
        requests=int(requests),
        seconds=micros / 1e6,
        p50=p50 / 1000,
        p99=p99 / 1000,
        longest=longest / 1000,
        refused=int(refused),
        broken=int(broken),
    )
