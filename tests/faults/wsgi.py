"""What the web server of the fault tests imports."""

from service.app import create_app
from tests.faults.compose import services_of

app = create_app(services_of("web"))
