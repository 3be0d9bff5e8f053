"""What every problem has in common."""


def assert_problem(response, status, type_, pointers=None):
    """The response is a whole problem of that type; `pointers` are the fields that it names, in any order."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    told = response.json
    assert told["status"] == status
    assert told["type"] == f"/problems/{type_}"
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == response.headers["X-Request-Id"]
    assert all(one["detail"] for one in told["errors"])
    if pointers is not None:
        assert sorted(one["pointer"] for one in told["errors"]) == sorted(pointers)
    return told
