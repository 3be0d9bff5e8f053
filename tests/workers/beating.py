"""`python -m tests.workers.beating URL`: a worker of the judge's queue, busy until it is killed, with a quick pulse."""

import sys
from itertools import count

from service.queue import Work
from service.redis_client import web_client
from workers.pulse import Pulse

with Pulse(Work.JUDGE, client=web_client(sys.argv[1]), every=0.1, lasts=0.6):
    for _ in count():
        pass
