"""The product's face for other systems, with the moments at which it may be killed put in place."""

import os
from pathlib import Path

from janua.config.wsgi import application
from tests.faults.striking import arm

__all__ = ["application"]

arm("api", Path(os.environ["JANUA_FAULT_ORDERS"]))
