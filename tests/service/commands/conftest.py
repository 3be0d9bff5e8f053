import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands import main
from service.supervise import home as first_files


class Shell:
    """Types commands in a home that is set up."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment: dict[str, str | None] = {
            "REJOINDER_HOME": str(home),
            "REJOINDER_CONFIG": None,
            "DATABASE_URL": None,
            "REDIS_URL": None,
            "PORT": None,
        }

    def type(self, *words: str) -> Result:
        """Run one command line, without the word rejoinder."""
        return CliRunner().invoke(main, words, env=self.environment)


@pytest.fixture
def shell(tmp_path) -> Shell:
    first_files.write_configuration(tmp_path / "rejoinder.toml", port=8080, random_bytes=os.urandom)
    first_files.write_secret_key(tmp_path, random_bytes=os.urandom)
    return Shell(tmp_path)
