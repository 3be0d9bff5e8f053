import os
import subprocess
import sys

# prometheus_client is imported before the directory is known, as the command line does; then two processes count.
COUNTING = """
import os, sys
from service.metrics import Metrics
os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]
if os.fork() == 0:
    Metrics().hints_failed.inc(2)
    os._exit(0)
os.wait()
metrics = Metrics()
metrics.hints_failed.inc(3)
from prometheus_client import generate_latest
print(generate_latest(metrics.registry()).decode())
"""


def counted(directory) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PROMETHEUS_")}
    argv = [sys.executable, "-c", COUNTING, str(directory)]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, check=True).stdout


def test_the_counts_of_all_processes_add_up(tmp_path):
    assert "rejoinder_hints_failed_total 5.0" in counted(tmp_path)


def test_a_directory_that_has_gone_is_made_again(tmp_path):
    assert "rejoinder_hints_failed_total 5.0" in counted(tmp_path / "gone")
    assert (tmp_path / "gone").stat().st_mode & 0o777 == 0o700
