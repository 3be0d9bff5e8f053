import pytest

from benchmarks.speed import ours
from benchmarks.speed.targets import TARGETS, reached
from tests.benchmarks.speed.rows import ACCEPTING, a_round

FLOOR = next(one for one in TARGETS if one.part == "accepting" and not one.most)
CEILING = next(one for one in TARGETS if one.part == "accepting" and one.most)


@pytest.mark.parametrize(("target", "share"), [(FLOOR, 0.99), (CEILING, 1.01)])
def test_a_target_is_missed_on_its_wrong_side_alone(target, share):
    assert target.met_by(target.limit)
    assert not target.met_by(target.limit * share)


def test_what_is_missed_is_said_plainly_beside_what_is_reached():
    rounds = [a_round(name, per_second=210.0) for name in (ours.NAME, ours.LIMITED, ours.JUDGING)]
    told = reached({"accepting": {**ACCEPTING, "rounds": rounds}})

    assert "| accept, limits off, of the bare route | at least 0.22 | 0.21 | **no** |" in told
    assert "| accept while a judge drains, of the bare route | at least 0.20 | 0.21 | yes |" in told


def test_only_what_was_measured_is_compared():
    assert "publish" not in reached({"accepting": ACCEPTING})
