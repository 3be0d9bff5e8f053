"""The dashboard and the alerts ask for what is really counted, in PromQL that Prometheus's own tool understands."""

import json
import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from service.metrics import Metrics
from tests.parts import need

ROOT = Path(__file__).parent.parent.parent
DASHBOARD = json.loads((ROOT / "integrations/grafana/rejoinder.json").read_text(encoding="utf-8"))
ALERTS = (ROOT / "integrations/prometheus/alerts.yml").read_text(encoding="utf-8")
STORIES = Path(__file__).with_name("alerts_test.yml").read_text(encoding="utf-8")
PANELS = [one for one in DASHBOARD["panels"] if one["type"] != "row"]
ASKED = [target["expr"] for panel in PANELS for target in panel["targets"]]
METRIC = re.compile(r"\brejoinder_[a-z_]+")
# What Prometheus itself adds to everything that it scrapes, and the bounds of a histogram.
OF_PROMETHEUS = {"job", "instance", "le", "alertname", "alertstate"}
# Of what is asked at the moment, and not counted by any process.
OF_GAUGES = {"role"}


@pytest.fixture(scope="module")
def promtool():
    found = need(shutil.which("promtool"), what="promtool", install="install the package prometheus")

    def promtool(*words, cwd):
        return subprocess.run([found, *words], cwd=cwd, capture_output=True, text=True, check=False)

    return promtool


@pytest.fixture
def served(client):
    """The names of all samples that /metrics can show."""
    names = set()
    for name, kind in re.findall(r"^# TYPE (rejoinder_\w+) (\w+)", client.get("/metrics").text, re.MULTILINE):
        names |= {f"{name}_{part}" for part in ("bucket", "count", "sum")} if kind == "histogram" else {name}
    return names


def labels():
    counted = [one for one in vars(Metrics()).values() if hasattr(one, "_labelnames")]
    return {label for one in counted for label in one._labelnames}


def test_every_metric_that_is_asked_for_is_served(served):
    assert set(METRIC.findall(" ".join([*ASKED, ALERTS, STORIES]))) - served == set()


def test_everything_that_is_served_is_on_the_dashboard(served):
    shown = set(METRIC.findall(" ".join(ASKED)))

    assert {name for name in served if not name.endswith(("_created", "_bucket", "_count", "_sum"))} - shown == set()


@pytest.mark.parametrize("text", [*ASKED, ALERTS])
def test_every_label_that_is_asked_for_is_there(text):
    matched = set(re.findall(r'(\w+)=~?"', text))
    grouped = {one.strip() for group in re.findall(r"\bby \(([^)]*)\)", text) for one in group.split(",")}

    assert (matched | grouped) - labels() - OF_PROMETHEUS - OF_GAUGES == set()


def test_every_endpoint_that_is_asked_for_is_there(app):
    named = set(re.findall(r'endpoint="([^"]+)"', " ".join([*ASKED, ALERTS])))

    assert named
    assert named <= {rule.endpoint for rule in app.url_map.iter_rules()}


def test_prometheus_understands_every_panel(promtool, tmp_path):
    asked = [one.replace("$__rate_interval", "1m").replace("$job", "rejoinder").replace("$site", ".*") for one in ASKED]
    rules = [{"record": f"panel:{number}", "expr": one} for number, one in enumerate(asked)]
    (tmp_path / "panels.yml").write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))

    checked = promtool("check", "rules", "panels.yml", cwd=tmp_path)

    assert checked.returncode == 0, checked.stderr
    assert f"{len(ASKED)} rules found" in checked.stdout
    assert not [one for one in asked if "$" in one]


def test_prometheus_would_not_understand_a_mistake(promtool, tmp_path):
    (tmp_path / "wrong.yml").write_text('groups: [{name: a, rules: [{record: "a:b", expr: "sum by (rate(up"}]}]\n')

    assert promtool("check", "rules", "wrong.yml", cwd=tmp_path).returncode != 0


def test_each_alert_fires_in_its_story_and_none_in_a_quiet_hour(promtool, tmp_path):
    (tmp_path / "alerts.yml").write_text(ALERTS, encoding="utf-8")
    (tmp_path / "stories.yml").write_text(STORIES, encoding="utf-8")

    played = promtool("test", "rules", "stories.yml", cwd=tmp_path)

    assert played.returncode == 0, played.stdout + played.stderr


def test_every_alert_has_a_story_and_says_what_to_do():
    named = re.findall(r"- alert: (\w+)", ALERTS)

    assert sorted(named) == sorted(re.findall(r'alertname="(\w+)"', STORIES))
    assert len(named) == ALERTS.count(" mend: ") == ALERTS.count(" summary: ")


def test_panels_lie_beside_each_other_and_have_numbers_of_their_own():
    places = [{(x, y) for x in span(one, "x", "w") for y in span(one, "y", "h")} for one in DASHBOARD["panels"]]

    assert not any(one & other for one, other in combinations(places, 2))
    assert max(x for place in places for x, _ in place) < 24
    assert len({one["id"] for one in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def span(panel, start, size):
    place = panel["gridPos"]
    return range(place[start], place[start] + place[size])


def test_every_panel_asks_the_prometheus_that_is_chosen_and_says_what_it_shows():
    for panel in PANELS:
        assert {one["datasource"]["uid"] for one in panel["targets"]} == {"${datasource}"}
        assert panel["description"]
