"""Every address, asked as its description allows and as it does not: never our mistake, and never an unknown answer.

`REJOINDER_REQUESTS=500` asks each more often than the few times that fit into every run.
"""

import os
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.app import create_app
from service.domain.site import JudgeSettings
from service.domain.token import EVERY_SITE, Verb
from service.http.openapi import description
from service.keyring import Keyring
from service.metrics import Metrics
from service.services import Services
from service.storage.committer import Committer
from service.storage.database import Database
from service.usecases import tokens
from service.usecases.review import detail
from tests.builders import PAGE, WEBHOOK_SECRET, a_site, some_settings
from tests.fakes import CountingIds, FakeClock, RecordedHints
from tests.scenes import an_approved_comment, evidence, judged

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
REQUESTS = int(os.environ.get("REJOINDER_REQUESTS", "20"))
DECISIONS = ["approve", "reject", "spam", "hold", "undo"]
HOSTS = ("parent", "comment_parent", "comment_post_ID")
often = settings(
    max_examples=REQUESTS,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
OPERATIONS = [f"{method.upper()} {path}" for path, one in description()["paths"].items() for method in one]


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated_file):
    """Services with some comments, which all requests of this module share."""
    folder = tmp_path_factory.mktemp("described")
    shutil.copy(migrated_file, folder / "rejoinder.db")
    hook = JudgeSettings(name="hook", options={"secret": WEBHOOK_SECRET})
    made = some_settings(folder, sites=[a_site(judges={"hook": hook})])
    database = Database(made.database_url)
    services = Services(
        settings=made,
        clock=FakeClock(),
        new_id=CountingIds(),
        jitter=lambda: 0.5,
        keyring=Keyring(made.secret_key),
        database=database,
        committer=Committer(database),
        hints=RecordedHints(),
        metrics=Metrics(),
    )
    yield services
    services.close()


@pytest.fixture(scope="module")
def asked(house):
    """The description as the application serves it, with the ids of what there is, and a moderator's headers."""
    copies = [judged(house, evidence(3.0), body="Cheap watches, write to the seller today!") for _ in range(2)]
    known = {
        "site": "blog",
        "comment": an_approved_comment(house),
        "campaign": detail(house, copies[0]).campaign.id,
        "wanted": detail(house, copies[0]).deliveries[0].id,
        "judge": "hook",
    }
    text = tokens.create(house, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", create_app(house))
    return schema, known, {"Authorization": f"Bearer {text}"}


def cases(operation, known):
    """Requests as the description allows them and as it does not, about what there is and about anything."""
    parts = {one.name: known[one.name] for one in operation.path_parameters if one.name in known}
    wanted = {one.name for one in operation.path_parameters}
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        yield operation.as_strategy(mode)
        for decision in DECISIONS if "decision" in wanted else [""]:
            here = {**parts, "decision": decision} if decision else parts
            yield operation.as_strategy(mode, path_parameters=here)


def mended(case):
    """The request with a page of ours and a good reader: no generator finds those, and most would end with them."""
    if case.query and "page" in case.query:
        case.query["page"] = PAGE
    if isinstance(case.body, dict) and "email" in case.body:
        given = {name: one for name, one in case.body.items() if name not in HOSTS}
        case.body = {**given, "name": "Ada", "email": "ada@example.org", "page": PAGE}
    return case


@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_asked_the_answer_is_one_of_those_that_are_described(asked, label):
    schema, known, moderator = asked
    operation = schema.find_operation_by_label(label)

    @often
    @given(case=st.one_of(*cases(operation, known)), mend=st.booleans())
    def ask(case, mend):
        (mended(case) if mend else case).call_and_validate(headers=moderator, checks=CHECKS)

    ask()
