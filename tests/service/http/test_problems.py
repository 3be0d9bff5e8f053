import pytest
from flask import abort
from werkzeug.exceptions import default_exceptions

from service.http.problem_types import meanings
from tests.service.http.comments import COMMENTS
from tests.service.http.problems import assert_problem


@pytest.fixture
def broken(app):
    """The application with addresses that fail in every way there is."""

    @app.get("/broken/<int:code>")
    def fail(code):
        abort(code)

    @app.get("/broken/bug")
    def bug():
        raise KeyError("ada@example.org")

    return app.test_client()


@pytest.mark.parametrize("code", sorted(default_exceptions))
def test_whatever_flask_aborts_with_is_a_problem(broken, code):
    answer = broken.get(f"/broken/{code}")
    name = answer.json["type"].removeprefix("/problems/")
    assert_problem(answer, code, name)
    assert meanings()[name].status == code


def test_a_bug_tells_nothing_but_where_to_look(broken):
    answer = broken.get("/broken/bug")
    assert_problem(answer, 500, "internal-server-error", [])
    assert "ada" not in answer.text


def test_another_method_is_told_which_are_right(client):
    answer = client.delete(COMMENTS)
    assert_problem(answer, 405, "method-not-allowed")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/v1", "/v2/x", "/v1/sites//comments", "/v1/%00", "/v1/review/comments/"])
def test_an_unknown_address_is_a_problem(client, path):
    assert_problem(client.get(path), 404, "not-found")


def test_each_type_is_an_address_that_says_what_it_means(client):
    for name, meaning in meanings().items():
        answer = client.get(f"/problems/{name}")
        assert answer.status_code == 200
        assert answer.json == {
            "type": f"/problems/{name}",
            "title": meaning.title,
            "status": meaning.status,
            "detail": meaning.sentence,
        }
        assert meaning.sentence


def test_a_type_must_be_there(client):
    assert_problem(client.get("/problems/none"), 404, "not-found")


def test_a_database_that_is_away_is_no_bug_of_ours(client, services, moderator):
    services.database.close()
    with services.database.begin() as tx:
        tx.exec_driver_sql("DROP TABLE comments")

    assert_problem(client.get("/v1/review/comments", headers=moderator), 503, "unavailable")
