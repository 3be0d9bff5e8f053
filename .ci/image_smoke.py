"""Run a built image as user 10001 without capabilities on a read-only root: does it serve, is it what is promised.

Arguments: the image's name, and the folder where its root file system is mounted. For root on Linux.
"""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

DEADLINE_SECONDS = 60
USER = "10001:10001"
# A mount namespace of its own: the read-only root and the two writable folders are gone when the command ends.
ENTER = """
set -e
mount --bind "$1" "$1"
mount -t tmpfs tmpfs "$1/tmp"
mount --bind "$2" "$1/data"
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=755 dev "$1/dev"
for node in null random urandom; do touch "$1/dev/$node"; mount --bind "/dev/$node" "$1/dev/$node"; done
mount -o remount,ro,bind "$1"
root=$1
shift 2
exec chroot "$root" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --inh-caps=-all \
    --bounding-set=-all "$@"
"""

LIST_PACKAGES = """
from importlib.metadata import distributions
for one in distributions():
    print(one.name.lower().replace("_", "-").replace(".", "-"), one.version)
"""


class Image:
    """A mounted image and the folder that stands for its volume."""

    def __init__(self, name: str, *, root: Path, data: Path) -> None:
        inspected = subprocess.run(["buildah", "inspect", "--type", "image", name], capture_output=True, check=True)
        self.config = json.loads(inspected.stdout)["Docker"]["config"]
        self.root = root
        self.data = data

    def start(self, *argv: str, **environment: str) -> "subprocess.Popen[str]":
        """Start a command inside, with the image's own environment and then ours."""
        inside = dict(pair.split("=", 1) for pair in self.config["Env"]) | environment
        return subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", ENTER, "sh", str(self.root), str(self.data), *argv],
            env=inside | {"PATH": inside["PATH"] + ":/usr/sbin:/sbin:/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *argv: str, **environment: str) -> tuple[int, str]:
        """Run a command inside to its end: status and output."""
        with self.start(*argv, **environment) as process:
            said, _ = process.communicate(timeout=DEADLINE_SECONDS)
            return process.returncode, said


def main() -> None:
    """Check the promises one by one, loudest first."""
    name, root = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.chown(data, 10001, 10001)
        data.chmod(0o755)
        image = Image(name, root=root, data=data)
        check_metadata(image)
        check_walls(image)
        check_bill(image)
        check_service(image)
    print("The image serves as user 10001, without capabilities, on a read-only root.")


def check_metadata(image: Image) -> None:
    """What `docker run` would go by."""
    assert image.config["User"] == USER, image.config
    assert image.config["Entrypoint"] == ["rejoinder"], image.config
    assert image.config["Cmd"] == ["web", "--host", "0.0.0.0"], image.config
    assert "/livez" in " ".join(image.config["Healthcheck"]["Test"]), image.config


def check_walls(image: Image) -> None:
    """Nothing to install, build or fetch with, and nowhere to write but in two folders."""
    assert image.run("id", "-u") == (0, "10001\n")
    powers = dict(line.split(":\t") for line in image.run("cat", "/proc/self/status")[1].splitlines())
    assert {int(powers[each], 16) for each in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}, powers
    assert powers["NoNewPrivs"] == "1", powers
    assert image.run("python3", "-m", "pip")[0] != 0, "pip is in the image"
    assert not list((image.root / "app/bin").glob("pip*")), "pip is in the image"
    tools = [
        str(one) for name in ("gcc", "cc", "make", "git", "curl", "wget") for one in image.root.glob(f"usr/bin/{name}")
    ]
    assert not tools, tools
    for place in ("/", "/app", "/etc", "/var"):
        status, said = image.run("touch", f"{place}/intruder")
        assert status and "Read-only" in said, (place, said)
    for place in ("/tmp", "/data"):
        assert image.run("touch", f"{place}/mine") == (0, "")


def check_bill(image: Image) -> None:
    """The bill of materials in the image names what is installed in it, and nothing that is missing."""
    status, said = image.run("cat", "/app/sbom.cdx.json")
    assert status == 0, said
    bill = json.loads(said)
    named = {(one["name"], one["version"]) for one in bill["components"] if one["scope"] == "required"}
    named.add((bill["metadata"]["component"]["name"], bill["metadata"]["component"]["version"]))
    installed = {tuple(line.split()) for line in image.run("python3", "-c", LIST_PACKAGES)[1].splitlines()}
    assert named == installed, named ^ installed


def check_service(image: Image) -> None:
    """The web answers the image's own health check, has its templates and tables with it, and ends when asked."""
    (image.data / "rejoinder.toml").write_text('[sites.blog]\norigins = ["https://blog.example"]\n')
    environment = {
        "REJOINDER_SECRET_KEY": base64.b64encode(os.urandom(32)).decode(),
        "PORT": str(free_port()),
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    assert image.run("rejoinder", "migrate", **environment)[0] == 0
    web = image.start(*image.config["Entrypoint"], *image.config["Cmd"], **environment)
    wait_until_healthy(image, web, environment)
    for path in ("/review/", "/v1/openapi.json", "/v1/sites/blog/threads?page=https://blog.example/"):
        with urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=DEADLINE_SECONDS) as answer:
            assert answer.status == 200, path
    os.killpg(web.pid, signal.SIGTERM)
    assert web.wait(DEADLINE_SECONDS) == 0, web.returncode


def wait_until_healthy(image: Image, web: "subprocess.Popen[str]", environment: dict[str, str]) -> None:
    """Run the health check until it passes, and show what the web said when it does not."""
    check = image.config["Healthcheck"]["Test"][1:]
    deadline = time.monotonic() + DEADLINE_SECONDS
    while (last := image.run(*check, **environment))[0]:
        if web.poll() is not None or time.monotonic() > deadline:
            os.killpg(web.pid, signal.SIGKILL)
            assert web.stdout is not None
            sys.exit(f"The web does not serve. It said:\n{web.stdout.read()}\nThe health check said:\n{last[1]}")
        time.sleep(0.2)


def free_port() -> int:
    """A port that the kernel has free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
