"""What a WSGI server loads: `JANUA_PROCESS` says which face it is."""

import os

from django.core.handlers.wsgi import WSGIHandler

from janua.config.environment import read_environment
from janua.config.start import start

start(read_environment(os.environ).process)
application = WSGIHandler()
