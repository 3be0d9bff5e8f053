"""A campaign from the readers' forms to the published files and back, over everything that `rejoinder up` runs."""

import pytest

from tests.e2e.house import House, eventually

TEXT = "The harbour office has opened a ticket window for foot passengers on the western quay, says {}."
AUTHORS = ("Ada", "Bob", "Eve")


@pytest.fixture
def house(tmp_path):
    return House(tmp_path / "home")


def published(house):
    """How many of the copies readers can see, over all pages."""
    texts = [file.read_text(encoding="utf-8") for file in (house.home / "published").rglob("*.json")]
    return sum(text.count("western quay") for text in texts)


def sent(house, name, page):
    body = {"name": name, "email": f"{name.lower()}@example.org", "body": TEXT.format(name), "page": page}
    status, answer = house.ask("POST", "/v1/sites/demo/comments", body)
    assert status == 202, answer
    return answer["id"]


def status_of(house, comment):
    return house.ask("GET", f"/v1/review/comments/{comment}")[1]["status"]


def test_published_copies_vanish_with_one_decision_and_all_come_back_with_undo(house):
    with house.up():
        pages = (f"{house.url}/demo/", f"{house.url}/demo/", f"{house.url}/demo/another")
        copies = [sent(house, name, page) for name, page in zip(AUTHORS, pages, strict=True)]
        eventually(lambda: published(house) == 3, lambda: f"{published(house)} published")
        campaign = house.ask("GET", f"/v1/review/comments/{copies[0]}")[1]["campaign"]
        assert campaign["size"] == 3

        status, told = house.ask("POST", f"/v1/review/campaigns/{campaign['id']}/spam", {"reason": "sold"})
        assert (status, told["changed"]) == (200, 3)
        eventually(lambda: published(house) == 0, lambda: f"{published(house)} still published")

        late = sent(house, "Mallory", pages[0])
        eventually(lambda: status_of(house, late) == "spam", lambda: status_of(house, late))

        assert house.ask("POST", f"/v1/review/campaigns/{campaign['id']}/undo")[1]["changed"] == 4
        # The late one had been called spam for the decision's sake: it is judged again.
        eventually(lambda: published(house) == 4, lambda: f"{published(house)} came back")
