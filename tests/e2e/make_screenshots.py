"""Take the pictures in docs/images: `python -m tests.e2e.make_screenshots`."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from service.app import create_app
from service.domain.token import EVERY_SITE, Verb
from service.keyring import Keyring
from service.metrics import Metrics
from service.services import Services
from service.storage.committer import Committer
from service.storage.database import Database
from service.storage.migrations import migrate
from service.usecases import tokens
from service.usecases.submit import submit
from tests.browser import chromium, served
from tests.builders import a_site, a_submission, some_settings
from tests.fakes import CountingIds, FakeClock, RecordedHints
from tests.workers.builders import a_runtime
from workers import judging

IMAGES = Path(__file__).parents[2] / "docs" / "images"
HERE = "http://127.0.0.1:8080"
DEMO_SIZE, REVIEW_SIZE = {"width": 900, "height": 1080}, {"width": 900, "height": 1010}
ADVERTISEMENT = (
    "Great article!! I was tired of missing the boat too, then my cousin told me. CHECK OUT "
    "http://cheap-watches.example for the best prices and never be late again, my friends."
)


def main():
    """Write both pictures anew."""
    with tempfile.TemporaryDirectory() as home, _services(Path(home)) as services:
        _tell_a_story(services)
        token = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
        with chromium() as browser, served(create_app(services)) as address:
            page = browser.new_page(base_url=address, viewport=DEMO_SIZE)
            page.goto("/demo/")
            page.locator("#rejoinder").evaluate("one => scrollTo({top: one.offsetTop - 150, behavior: 'instant'})")
            page.screenshot(path=IMAGES / "demo.png")
            page.set_viewport_size(REVIEW_SIZE)
            page.goto("/review/")
            page.get_by_label("token").fill(token)
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("link", name="Best Watches").click()
            page.get_by_role("heading", name="Decide").wait_for()
            page.screenshot(path=IMAGES / "review.png")


@contextmanager
def _services(home):
    settings = some_settings(home, sites=[a_site(name="demo", origins=(HERE,), subscribers=())])
    database = Database(settings.database_url)
    migrate(database)
    yield Services(
        settings=settings,
        clock=FakeClock(),
        new_id=CountingIds(),
        jitter=lambda: 0.5,
        keyring=Keyring(settings.secret_key),
        database=database,
        committer=Committer(database),
        hints=RecordedHints(),
        metrics=Metrics(),
    )
    database.close()


def _tell_a_story(services):
    here = {"site": "demo", "page": f"{HERE}/demo/", "title": "The bus will wait for the 7.10 boat"}
    checks = a_runtime(services)

    def written(**submitted):
        comment = submit(services, a_submission(**here, **submitted)).id
        judging.drain(checks)
        return comment

    ilse = written(name="Ilse", body="I kept the list. Page nine is mostly the same boy, and he likes the ducks.")
    services.clock.tick(minutes=12)
    written(name="Jonas", email="jonas@example.org", body="That boy is my son. Four minutes will do.", parent=ilse)
    services.clock.tick(minutes=31)
    written(name="Best Watches", email="sales@watches.example", body=ADVERTISEMENT)
    services.clock.tick(minutes=3)


if __name__ == "__main__":
    main()
