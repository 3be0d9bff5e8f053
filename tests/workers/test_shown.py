import pytest

from workers.shown import shown


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://hooks.example/a/b", "https://hooks.example/a/b"),
        ("https://hooks.example/a?token=secret", "https://hooks.example/a"),
        ("https://hooks.example?token=secret", "https://hooks.example"),
        ("https://hooks.example/a#secret", "https://hooks.example/a"),
        ("https://ada:secret@hooks.example:8443/@ada", "https://hooks.example:8443/@ada"),
        ("https://ada:se@cret@hooks.example/", "https://hooks.example/"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_only_the_place_of_an_address_is_shown(url, seen):
    assert shown(url) == seen
