import json
import os

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import a_site
from tests.workers.publishers.building import a_comment, a_thread
from workers.outbound import GuardedOutbound
from workers.publishers import PagePublisher
from workers.publishers.static_site import Options, build

PAGE = "https://blog.example/2026/harbour/"


@pytest.fixture(name="publisher")
def _publisher(tmp_path):
    return build(a_site(), Options(directory=str(tmp_path / "published")), GuardedOutbound())


@pytest.fixture(name="private")
def _private():
    """The umask of `rejoinder worker`."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def published(tmp_path):
    return json.loads((tmp_path / "published/blog.example/2026/harbour/index.json").read_text())


def files(tmp_path):
    return [path.name for path in tmp_path.rglob("*") if path.is_file()]


def test_a_page_is_one_file_with_its_comments(publisher, tmp_path):
    publisher.write(a_thread(a_comment(id="a"), a_comment(id="b", parent="a", name="Zoë"), page=PAGE))

    page = published(tmp_path)
    assert page["page"] == PAGE
    assert [(one["id"], one["parent"], one["name"]) for one in page["comments"]] == [
        ("a", None, "Ada"),
        ("b", "a", "Zoë"),
    ]
    assert page["next"] is None
    assert set(page["comments"][0]) == {"id", "parent", "name", "url", "body_html", "published_at"}


def test_writing_again_replaces_the_file_and_leaves_nothing_beside_it(publisher, tmp_path):
    publisher.write(a_thread(a_comment(), page=PAGE))
    publisher.write(a_thread(page=PAGE))

    assert published(tmp_path)["comments"] == []
    assert files(tmp_path) == ["index.json"]


def test_web_servers_may_read_the_file(publisher, tmp_path):
    publisher.write(a_thread(page=PAGE))

    path = tmp_path / "published/blog.example/2026/harbour/index.json"
    assert path.stat().st_mode & 0o777 == 0o644


def test_web_servers_may_reach_the_file_although_the_worker_is_private(publisher, tmp_path, private):
    publisher.write(a_thread(page=PAGE))

    made = [tmp_path / "published/blog.example/2026/harbour", *(tmp_path / "published/blog.example/2026").parents[:2]]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o755}


def test_a_directory_that_is_there_keeps_its_mode(publisher, tmp_path):
    (tmp_path / "published").mkdir(mode=0o750)
    publisher.write(a_thread(page=PAGE))

    assert (tmp_path / "published").stat().st_mode & 0o777 == 0o750


def test_a_reader_of_the_old_file_is_not_disturbed(publisher, tmp_path):
    publisher.write(a_thread(a_comment(body="Old."), page=PAGE))
    with (tmp_path / "published/blog.example/2026/harbour/index.json").open() as old:
        publisher.write(a_thread(a_comment(body="New."), page=PAGE))
        assert "Old." in old.read()

    assert "New." in published(tmp_path)["comments"][0]["body_html"]


def test_a_failed_write_keeps_the_old_file_and_says_what_to_do(publisher, tmp_path, monkeypatch):
    publisher.write(a_thread(a_comment(body="Old."), page=PAGE))

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryFailed, match=r"No space left on device\. Give the account") as caught:
        publisher.write(a_thread(a_comment(body="New."), page=PAGE))

    assert caught.value.failure is Failure.UNREACHABLE
    assert "Old." in published(tmp_path)["comments"][0]["body_html"]
    assert files(tmp_path) == ["index.json"]


def test_a_page_without_host_is_final(publisher):
    with pytest.raises(DeliveryFailed, match="no host") as caught:
        publisher.write(a_thread(page="/2026/harbour/"))

    assert caught.value.failure is Failure.PERMANENT


def test_a_directory_that_can_be_made_has_no_problem(publisher, tmp_path):
    assert isinstance(publisher, PagePublisher)
    assert list(publisher.problems()) == []
    assert files(tmp_path) == []


def test_a_file_in_the_directorys_place_is_a_problem(publisher, tmp_path):
    (tmp_path / "published").write_text("")

    [problem] = publisher.problems()
    assert "Cannot write below" in problem
    assert "`directory`" in problem
