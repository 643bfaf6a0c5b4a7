"""What a WSGI server loads: `JANUA_PROCESS` says which face it is."""

import os

from django.core.handlers.wsgi import WSGIHandler

from janua.config.environment import read_environment
from janua.config.log import tell_all_by_log
from janua.config.start import begin_pulse, start
from janua.config.waiting import WaitingRoom, manners_of

start(read_environment(os.environ).process)
tell_all_by_log()
begin_pulse()
application = WaitingRoom(WSGIHandler(), manners_of(os.environ))
