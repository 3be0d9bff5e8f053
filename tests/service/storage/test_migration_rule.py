"""The rule for migrations: each may run while the version before it works on. docs/operations.md explains it."""

import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.storage import migrations, revisions
from service.storage.migrations.online import index_beside_writers

# What may be done to a table with rows: each takes an instant, and those who do not know of it need not.
BESIDE_WRITERS = r"CREATE INDEX CONCURRENTLY .*"
ALONE = rf"{BESIDE_WRITERS}|SET lock_timeout .*|BEGIN|COMMIT"
ADDS = (
    r"ALTER TABLE \w+ ADD COLUMN \w+ (?!.*\bNOT NULL\b).*",
    r"ALTER TABLE \w+ ADD COLUMN \w+ .*\bDEFAULT\b.*",
    r"BEGIN|COMMIT",
)
MADE = re.compile(r"CREATE TABLE (\w+)")
# Released before there was the rule; the index is of a condition that no row meets when it is made.
BEFORE_THE_RULE = {"0004": "CREATE INDEX ix_comments_differing"}


def statements(upgrade):
    """What a migration says to PostgreSQL."""
    said = io.StringIO()
    options = {"as_sql": True, "output_buffer": said, "transaction_per_migration": True}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with context.begin_transaction(_per_migration=True), Operations.context(context):
        upgrade()
    return [" ".join(one.split()) for one in said.getvalue().split(";") if one.strip()]


def against_the_rule(said):
    """The statements that would disturb whoever works on the database meanwhile."""
    if any(re.fullmatch(BESIDE_WRITERS, one) for one in said):  # what stands before it is committed, and not undone
        return [one for one in said if not re.fullmatch(ALONE, one)]
    made = {name for one in said for name in MADE.findall(one)}
    return [one for one in said if not _only_adds(one) and not _is_about(one, made)]


def _only_adds(statement):
    return any(re.fullmatch(one, statement) for one in ADDS)


def _is_about(statement, made):
    """Whether it is about a table that the same migration made, and so nobody uses yet."""
    about = re.match(r"(?:CREATE TABLE|CREATE (?:UNIQUE )?INDEX \w+ ON|INSERT INTO|ALTER TABLE) (\w+)", statement)
    return about is not None and about[1] in made


SCRIPTS = sorted(ScriptDirectory.from_config(migrations._config()).walk_revisions(), key=lambda one: one.revision)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.revision)
def test_every_migration_only_adds_or_says_from_which_version_on_it_may_take_away(script):
    name, _, serves_from = script.revision.partition("_")
    allowed = BEFORE_THE_RULE.get(name, "\n")
    wrong = [one for one in against_the_rule(statements(script.module.upgrade)) if not one.startswith(allowed)]

    assert not wrong or serves_from, f"{script.revision} must be named {name}_NNNN, or not do this: {wrong}"


def test_migrations_are_numbered_without_gaps_and_their_files_named_by_them():
    assert [one.revision[:4] for one in SCRIPTS] == [f"{number:04}" for number in range(1, len(SCRIPTS) + 1)]
    assert all(Path(one.path).name.startswith(f"{one.revision}_") for one in SCRIPTS)
    assert revisions.newest() == SCRIPTS[-1].revision


def test_what_was_once_taken_away_stays_so():
    """A version too old for one migration is too old for all later ones, and each name has to say so."""
    floors = [one.revision.partition("_")[2] for one in SCRIPTS]

    assert floors == sorted(floors)
    assert all(floor <= one.down_revision[:4] for floor, one in zip(floors, SCRIPTS, strict=True) if floor)


def made_with_an_index():
    op.create_table("additions", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_new", "additions", ["id"])
    op.execute("INSERT INTO additions (id) SELECT version FROM comments")


def with_an_index_beside_writers():
    op.add_column("comments", sa.Column("added", sa.Text()))
    index_beside_writers("ix_new", "comments", ["added"])


def with_a_default():
    op.add_column("comments", sa.Column("added", sa.Text(), nullable=False, server_default="x"))


@pytest.mark.parametrize(
    "upgrade",
    [
        made_with_an_index,
        with_a_default,
        lambda: op.add_column("comments", sa.Column("added", sa.Text())),
        lambda: index_beside_writers("ix_new", "comments", ["site"], where="points > 1"),
    ],
)
def test_what_only_adds_is_within_the_rule(upgrade):
    assert against_the_rule(statements(upgrade)) == []


@pytest.mark.parametrize(
    "upgrade",
    [
        with_an_index_beside_writers,
        lambda: op.drop_column("comments", "points"),
        lambda: op.drop_table("questions"),
        lambda: op.drop_index("ix_comments_remote"),
        lambda: op.rename_table("questions", "asked"),
        lambda: op.alter_column("comments", "points", new_column_name="score"),
        lambda: op.alter_column("comments", "points", nullable=False),
        lambda: op.alter_column("comments", "site", type_=sa.Text()),
        lambda: op.add_column("comments", sa.Column("added", sa.Text(), nullable=False)),
        lambda: op.create_index("ix_new", "comments", ["site"]),
        lambda: op.create_unique_constraint("uq_new", "comments", ["remote_id"]),
        lambda: op.execute("UPDATE comments SET points = 0"),
        lambda: op.execute("LOCK TABLE comments"),
    ],
)
def test_what_disturbs_others_is_against_the_rule(upgrade):
    assert len(against_the_rule(statements(upgrade))) == 1
