"""What Alembic runs: the migrations on the connection that `migrate` hands in, each in a transaction of its own."""

from alembic import context

from service.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # A table that one migration locks must not stay locked while the next one works.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
