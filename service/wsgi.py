"""What the web server imports; the only module that does something when imported."""

import os
from multiprocessing.util import Finalize
from pathlib import Path

from service.app import create_app
from service.http.ending import Ending
from service.logs import set_up
from service.queue import BackgroundHints
from service.redis_check import refuse_evicting
from service.redis_client import web_client
from service.services import build
from service.settings import load
from service.tracing import tracing

settings = load(os.environ)
traces = tracing(os.environ, role="web")
set_up(settings.log_format, ears=traces.ears)
refuse_evicting(web_client(settings.redis_url))
ending = os.environ.get("REJOINDER_ENDING_FILE")
app = traces.around(create_app(build(settings, hints=BackgroundHints), ending=Ending(Path(ending) if ending else None)))
# The server's processes are children that end without running what `atexit` was told.
Finalize(None, traces.close, exitpriority=0)
