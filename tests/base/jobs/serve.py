"""A worker process that knows the jobs of the tests."""

import sys
from typing import cast

import django

if __name__ == "__main__":
    django.setup()

    from janua.base.jobs.registry import Queue
    from janua.base.jobs.worker import work
    from tests.base.jobs import kinds

    assert kinds.effect.name == "test.effect"
    work(cast("Queue", sys.argv[1]))
