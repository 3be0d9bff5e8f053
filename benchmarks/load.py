"""Load by wrk, always against loopback."""

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Where each request gets a number of its own. Letters alone, so that no encoding changes it.
MARK = "NUMBERHERE"

_SCRIPT = """
local threads = {}
local id = 0
bad = 0
function setup(thread) id = id + 1; thread:set("id", id); table.insert(threads, thread) end
"""
_POST = """
local number
function init(args) math.randomseed(os.time() + id * 7919) ; number = math.random(1, 1000000000) end
function request()
  number = number + 1
  local one = REQUESTS[math.random(#REQUESTS)]
  local body = string.gsub(one[2], MARK, tostring(number) .. "-" .. tostring(id))
  return wrk.format("POST", one[1], HEADERS, body)
end
"""
_LOOK = """
function response(status, headers, body)
  if (STATUS > 0 and status ~= STATUS) or not string.find(body, GOOD, 1, true) then bad = bad + 1 end
end
"""
_END = """
done = function(summary, latency, requests)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("bad") end
  if not LOOKED then refused = summary.errors.status end
  io.write(string.format("RESULT %d %d %f %f %f %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency.max, refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """What is sent to `url`: each time one of `requests`, pairs of a path and a body, with a number for `MARK`.

    A good answer has `status`, if that is not nought, and `good` somewhere in its body; else any 2xx or 3xx is good.
    """

    url: str
    requests: tuple[tuple[str, str], ...]
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    status: int = 0
    good: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What wrk saw. Milliseconds for `p50`, `p99` and `longest`; `refused` are the answers that were not good."""

    requests: int
    seconds: float
    p50: float
    p99: float
    longest: float
    refused: int
    broken: int

    @property
    def good(self) -> int:
        """How many answers were good."""
        return self.requests - self.refused

    @property
    def per_second(self) -> float:
        """Good answers a second."""
        return self.good / self.seconds


def get(url: str, *, seconds: int, connections: int, headers: tuple[str, ...] = ()) -> Load:
    """Read one address again and again."""
    return _wrk(url, f"LOOKED = false\n{_SCRIPT}{_END}", seconds=seconds, connections=connections, headers=headers)


def post(posts: Posts, *, seconds: int, connections: int) -> Load:
    """Send one of the requests after the other, on each connection when the last was answered."""
    requests = ",\n".join(f"{{{_lua(path)}, {_lua(body)}}}" for path, body in posts.requests)
    headers = ", ".join(f"[{_lua(name)}] = {_lua(value)}" for name, value in posts.headers.items())
    looked = bool(posts.status or posts.good)
    given = f"REQUESTS = {{{requests}}}\nHEADERS = {{{headers}}}\nMARK = {_lua(MARK)}\n"
    given += f"STATUS = {posts.status}\nGOOD = {_lua(posts.good)}\nLOOKED = {str(looked).lower()}\n"
    script = given + _SCRIPT + _POST + (_LOOK if looked else "") + _END
    return _wrk(posts.url, script, seconds=seconds, connections=connections, headers=())


def _lua(text: str) -> str:
    """A string as Lua reads it. What is sent is ASCII, so JSON's form of it serves."""
    assert text.isascii()
    return json.dumps(text)


def _wrk(url: str, script: str, *, seconds: int, connections: int, headers: tuple[str, ...]) -> Load:
    assert url.startswith("http://127.0.0.1:"), "load goes to this machine only"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.lua"
        file.write_text(script)
        options = [one for header in headers for one in ("-H", header)]
        ran = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(file), *options, url],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + 60,
        )
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+) (\d+)", ran.stdout)
    assert found, f"wrk failed: {ran.stdout}{ran.stderr}"
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
