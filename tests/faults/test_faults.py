"""Every row of the fault matrix with thirty comments: kills in one stack, all else in another, PostgreSQL apart."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.play import FINAL_WITHIN_SECONDS, play, settle
from tests.faults.rows import HOSTS, KILLS, OUTAGES, SITES, Scale
from tests.faults.stack import running

SCALE = Scale(comments=30, outage=2.0, host_outage=1.0)
# The real leases, of 15 s and of 5, are what `make faults` waits for.
LEASE_SECONDS = 3.0


@pytest.fixture
def disk(tmp_path):
    """A disk of its own, where the right to mount one is given."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.timeout(300)
def test_nothing_is_lost_or_doubled_whoever_is_killed(subtests):
    rows = [row for row in KILLS if not row.on_postgresql]
    with running(sites=SITES, lease=LEASE_SECONDS) as stack:
        play_all(stack, rows, subtests)


@pytest.mark.timeout(300)
def test_nothing_is_lost_or_doubled_whatever_else_breaks(disk, tmp_path, subtests):
    rows = [row for row in (*OUTAGES, *HOSTS) if disk or not row.own_disk]
    with running(sites=sites_of(rows), home=(disk or tmp_path) / "home", lease=LEASE_SECONDS) as stack:
        play_all(stack, rows, subtests)
    if not disk:
        pytest.skip("the row of the full disk needs the right to mount one; all other rows were played")


@pytest.mark.postgresql
@pytest.mark.timeout(300)
def test_nothing_is_lost_or_doubled_when_postgresql_is_killed(subtests):
    rows = [row for row in KILLS if row.on_postgresql]
    with running(sites=SITES, lease=LEASE_SECONDS, on_postgresql=True) as stack:
        play_all(stack, rows, subtests)


def sites_of(rows):
    return {name: kind for row in rows for name, kind in row.all_sites.items()}


def play_all(stack, rows, subtests):
    """Hosts misbehave side by side while one after the other is killed; all that recovers does so at the same time."""
    with ThreadPoolExecutor(len(rows)) as beside:
        ended = {row: beside.submit(play_to_the_end, stack, row) for row in rows if row in HOSTS}
        for row in rows:
            if row not in HOSTS:
                ended[row] = beside.submit(settle, stack, row, play(stack, row, SCALE), patience=FINAL_WITHIN_SECONDS)
    for row in rows:
        with subtests.test(row.title):
            tally = ended[row].result()
            assert tally.faults == {}
            assert tally.acknowledged >= SCALE.comments
            assert 0.8 * tally.acknowledged <= tally.approved < tally.acknowledged
            assert tally.seconds < FINAL_WITHIN_SECONDS


def play_to_the_end(stack, row):
    return settle(stack, row, play(stack, row, SCALE), patience=FINAL_WITHIN_SECONDS)
