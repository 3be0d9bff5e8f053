import sqlite3


def test_migrate_makes_the_tables_and_may_be_repeated(shell):
    for _ in range(2):
        answer = shell.type("migrate")
        assert answer.exit_code == 0
        assert answer.output.startswith("The database has the schema ")
    with sqlite3.connect(shell.home / "rejoinder.db") as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "comments" in names


def test_a_database_that_cannot_be_used_is_said_without_a_traceback(shell):
    shell.environment["DATABASE_URL"] = f"sqlite:///{shell.home}/missing/rejoinder.db"
    answer = shell.type("migrate")
    assert answer.exit_code == 1
    assert "No such file or directory. Check REJOINDER_HOME and DATABASE_URL" in answer.stderr
