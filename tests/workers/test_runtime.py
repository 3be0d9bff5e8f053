from types import SimpleNamespace

import pytest

from service.settings import SettingsError
from workers import runtime
from workers.checks import links
from workers.judges import hook


@pytest.mark.parametrize("name", ["model", "rule", "judge"])
def test_a_plug_in_that_would_be_taken_for_us_is_refused(services, monkeypatch, name):
    monkeypatch.setattr(runtime, "load_judges", lambda: {"hook": hook, name: SimpleNamespace()})
    monkeypatch.setattr(runtime, "load_checks", lambda: {"links": links, name: links})

    with pytest.raises(SettingsError) as caught:
        runtime.build(services)

    assert f"the judge '{name}' has a name under which Rejoinder itself speaks; rename the judge" in str(caught.value)
    assert f"the check '{name}' has a name under which Rejoinder itself speaks; rename the check" in str(caught.value)


def test_a_judge_with_the_name_of_a_check_is_refused(services, monkeypatch):
    monkeypatch.setattr(runtime, "load_judges", lambda: {"links": hook})

    with pytest.raises(SettingsError, match="the judge 'links' has the name of a check"):
        runtime.build(services)
