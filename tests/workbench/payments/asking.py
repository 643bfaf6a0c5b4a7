"""A run asked for at a browser, and what a page says."""

import re
from typing import Any

from janua.payments.models import Run
from tests.faces import FaceClient
from tests.payments.desks import work_through


def words(page: Any) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<(script|style).*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


DAY = {"area": "1", "execute_on_day": "4", "execute_on_month": "3", "execute_on_year": "2026"}


def asked(client: FaceClient, **more: Any) -> Run:
    """Ask for a run at a browser; the worker has not taken it up."""
    page = client.post(client.at("run-new"), DAY | more)
    assert page.status_code == 302, words(page)
    return Run.objects.latest("id")


def prepared(client: FaceClient, **more: Any) -> Run:
    """Have a run prepared at a browser."""
    return work_through(asked(client, **more))
