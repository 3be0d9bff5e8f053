"""bogofilter, Debian's package of that name, with each comment as a small message."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.filter.corpora import Comment

# Its own limit: more than that is spam.
_CUTOFF = 0.99


def scores(known: Sequence[Comment], new: Sequence[Comment]) -> list[float]:
    """Its spamicity less its own limit, after it has learned what is known. Needs the program."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for option, spam in (("-s", True), ("-n", False)):
            mailbox = "".join(_message(one.text, head="From somebody\n") for one in known if one.spam == spam)
            _run(home, option, "-M", given=mailbox)
        files = [home / f"{number}.txt" for number in range(len(new))]
        for file, one in zip(files, new, strict=True):
            file.write_text(_message(one.text), encoding="utf-8", errors="replace")
        answers = _run(home, "-b", "-T", given="\n".join(map(str, files)))
    return [float(answer.split()[-1]) - _CUTOFF for answer in answers.splitlines()]


def _message(text: str, *, head: str = "") -> str:
    body = text.replace("\nFrom ", "\n>From ")
    return f"{head}Content-Type: text/plain; charset=UTF-8\n\n{body}\n\n"


def _run(home: Path, *options: str, given: str) -> str:
    command = ["bogofilter", "-C", "-d", str(home), *options]
    answer = subprocess.run(command, input=given.encode("utf-8", "replace"), capture_output=True, check=False)
    # 0 to 2 are its answers: spam, ham, unsure.
    if answer.returncode > 2:
        raise SystemExit(f"bogofilter failed: {answer.stderr.decode()}")
    return answer.stdout.decode()
