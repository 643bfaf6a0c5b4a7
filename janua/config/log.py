"""Log lines tell the instant in UTC: the process's own zone is the country's, and moves with its summer."""

import logging
import time


class UtcFormatter(logging.Formatter):
    """Writes the instant as 2026-03-01T12:00:00Z."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = None
