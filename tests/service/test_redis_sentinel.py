import pytest

from service.redis_sentinel import Watched, parse


@pytest.mark.parametrize(
    ("url", "sentinels", "name", "database", "login"),
    [
        ("redis+sentinel://one/queue", [("one", 26379)], "queue", 0, (None, None)),
        ("redis+sentinel://one:1,two:2/queue/5", [("one", 1), ("two", 2)], "queue", 5, (None, None)),
        ("redis+sentinel://anna:a%40b@[::1]:9,two/queue", [("::1", 9), ("two", 26379)], "queue", 0, ("anna", "a@b")),
        ("redis+sentinel://:pw@one/my%20queue/", [("one", 26379)], "my queue", 0, (None, "pw")),
    ],
)
def test_the_address_says_whom_to_ask_and_how_to_log_in(url, sentinels, name, database, login):
    username, password = login
    assert parse(url) == Watched(
        sentinels=tuple(sentinels), name=name, database=database, username=username, password=password
    )


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://one",
        "redis+sentinel:///queue",
        "redis+sentinel://one,/queue",
        "redis+sentinel://one:port/queue",
        "redis+sentinel://one:99999/queue",
        "redis+sentinel://one/queue/first",
        "redis+sentinel://one/queue?ssl=yes",
    ],
)
def test_what_cannot_be_an_address_is_a_value_error(url):
    with pytest.raises(ValueError):
        parse(url)
