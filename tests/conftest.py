"""Fixtures that most tests share: services over a fresh database, an application, a browserless client."""

import shutil

import pytest

from service.app import create_app
from service.domain.token import EVERY_SITE, Verb
from service.keyring import Keyring
from service.metrics import Metrics
from service.services import Services
from service.storage.committer import Committer
from service.storage.database import Database
from service.storage.migrations import migrate
from service.storage.schema import metadata
from service.usecases import tokens
from tests.builders import some_settings
from tests.fakes import CountingIds, FakeClock, RecordedHints
from tests.postgresql import running

pytest_plugins = ["tests.host_server", "tests.skips", "tests.wordpress.rig"]


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture(scope="session")
def postgresql():
    with running() as url:
        yield url


@pytest.fixture
def database_url(tmp_path):
    """SQLite; the storage and use-case suites run on PostgreSQL too."""
    return f"sqlite:///{tmp_path / 'rejoinder.db'}"


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url)


@pytest.fixture
def hints():
    return RecordedHints()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """An empty SQLite database with the newest schema, to be copied: migrating anew for every test takes longer."""
    file = tmp_path_factory.mktemp("migrated") / "rejoinder.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture
def database(settings, migrated_file):
    if settings.database_url.startswith("sqlite"):
        shutil.copy(migrated_file, settings.database_url.removeprefix("sqlite:///"))
    database = Database(settings.database_url)
    migrate(database)
    with database.begin() as tx:
        for table in metadata.sorted_tables:
            tx.execute(table.delete())
    yield database
    database.close()


@pytest.fixture
def services(settings, database, clock, hints):
    services = Services(
        settings=settings,
        clock=clock,
        new_id=CountingIds(),
        jitter=lambda: 0.5,
        keyring=Keyring(settings.secret_key),
        database=database,
        committer=Committer(database),
        hints=hints,
        metrics=Metrics(),
    )
    yield services
    services.committer.close()


@pytest.fixture
def app(services):
    return create_app(services)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def moderator(services):
    """The headers of somebody who may do everything everywhere."""
    text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    return {"Authorization": f"Bearer {text}"}
