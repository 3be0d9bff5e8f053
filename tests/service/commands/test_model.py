from contextlib import closing

import pytest

from service import services as composition
from service import settings as configuration
from service.domain.comment import Decision
from service.usecases.decide import decide
from service.usecases.submit import submit
from tests.builders import a_submission


@pytest.fixture
def shell(shell):
    assert shell.type("migrate").exit_code == 0
    return shell


@pytest.fixture
def taught(shell):
    """A home whose demo site was taught one sample."""
    settings = configuration.load({"REJOINDER_HOME": str(shell.home)})
    with closing(composition.build(settings)) as services:
        page = f"{settings.sites['demo'].origins[0]}/demo/"
        comment = submit(services, a_submission(site="demo", page=page)).id
        decide(services, comment, Decision.SPAM, actor="Mona")
    return shell


def test_a_model_that_was_never_taught_says_so(shell):
    said = shell.type("model", "show", "demo").output
    assert "Version:      0" in said
    assert "never; it knows what Rejoinder comes with" in said


def test_a_model_is_shown_reset_and_restored(taught):
    assert "1 count: 0 ham, 1 spam" in taught.type("model", "show", "demo").output
    said = taught.type("model", "reset", "demo").output
    assert "starts anew with version 2" in said
    assert "rejoinder model restore demo" in said
    assert "0 count" in taught.type("model", "show", "demo").output
    assert "With version 3" in taught.type("model", "restore", "demo").output
    assert "1 count" in taught.type("model", "show", "demo").output


@pytest.mark.parametrize("words", [("show", "nowhere"), ("reset", "demo"), ("restore", "demo")])
def test_what_cannot_be_done_is_one_sentence_and_an_exit_status(shell, words):
    answer = shell.type("model", *words)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: ")
    assert "Traceback" not in answer.output
