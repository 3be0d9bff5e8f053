from dataclasses import replace

from service.app import create_app
from tests.builders import a_site


def test_the_bare_address_leads_to_the_desk(client):
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/review/")


def test_the_bare_address_leads_to_the_demo_if_there_is_one(services):
    settings = replace(services.settings, sites={"demo": a_site(name="demo")})
    client = create_app(replace(services, settings=settings)).test_client()
    assert client.get("/").location == "/demo/"
