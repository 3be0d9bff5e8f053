import hashlib
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.page_files import page_file

ORIGIN = "https://blog.example"


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (f"{ORIGIN}/", "blog.example/index.json"),
        (ORIGIN, "blog.example/index.json"),
        (f"{ORIGIN}/2026/harbour/", "blog.example/2026/harbour/index.json"),
        (f"{ORIGIN}/2026/harbour", "blog.example/2026/harbour.json"),
        (f"{ORIGIN}/about.html", "blog.example/about.html.json"),
        (f"{ORIGIN}:443/a", "blog.example/a.json"),
        ("https://Blog.Example/a", "blog.example/a.json"),
        ("http://blog.example/a", "blog.example_80/a.json"),
        ("http://127.0.0.1:8080/demo/", "127.0.0.1_8080/demo/index.json"),
        ("http://[::1]:8080/demo/", "[::1]_8080/demo/index.json"),
    ],
)
def test_an_ordinary_address_is_readable(page, file):
    assert page_file(page) == PurePosixPath(file)


@pytest.mark.parametrize(
    "path",
    [
        "/a?p=1",
        "/a#b",
        "/A",
        "/a/index",
        "/a.json",
        "/a.json/b",
        "/a//b",
        "/../../etc/passwd",
        "/a/../b",
        "/a/./b",
        "/%2e%2e/b",
        "/.hidden",
        "/_/x",
        "/a.",
        "/caf%C3%A9",
        "/港/",
        "/a\\b",
        "/" + "x" * 201,
    ],
)
def test_any_other_address_is_a_hash_of_it(path):
    page = ORIGIN + path

    assert page_file(page) == PurePosixPath(f"blog.example/_/{hashlib.sha256(page.encode()).hexdigest()}.json")


@pytest.mark.parametrize(
    "page", ["", "/a", "ftp://blog.example/", "https:///a", "https://../a", "https://a b/", "https://a:x/"]
)
def test_an_address_without_host_has_no_file(page):
    with pytest.raises(ValueError, match=r"host|[Pp]ort"):
        page_file(page)


paths = st.text(alphabet="ab./_-%?#A\\", max_size=12)


@given(paths, paths)
def test_no_two_pages_share_a_file_and_none_is_a_folder_of_another(one, other):
    first, second = page_file(f"{ORIGIN}/{one}"), page_file(f"{ORIGIN}/{other}")

    if one != other:
        assert str(first).lower() != str(second).lower()
        assert first not in second.parents
    assert ".." not in first.parts
    assert not first.is_absolute()
    assert first.parts[0] == "blog.example"
