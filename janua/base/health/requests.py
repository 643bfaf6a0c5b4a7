"""Each request: its id, one line in the log, and its place in the counts. By the page's name, never its address."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from janua.base.counters import IN_HAND, count_answer, noting
from janua.base.health.noting import note_answer
from janua.base.health.pulse import WORK
from janua.exchange.request_id import HEADER, carrying

logger = logging.getLogger(__name__)
STATIC = "static"
NONE = "none"


class RequestMiddleware:
    """The outermost: what it measures is what the visitor waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, count, and write one line.

        An id that came with the request is not taken over: it could say anything.
        """
        number, began = WORK.begin(), time.perf_counter()
        IN_HAND.inc()
        try:
            with carrying() as request_id, noting() as noted:
                response = self.get_response(request)
                seconds = time.perf_counter() - began
                page = page_of(request)
                method = request.method if request.method in _METHODS else "OTHER"
                count_answer(page=page, method=str(method), status=response.status_code, seconds=seconds)
                if page != STATIC:
                    note_answer(request, page=page, status=response.status_code, noted=noted)
                    logger.info(
                        "%s %s %d in %d ms",
                        *(method, page, response.status_code, int(seconds * 1000)),
                        extra={"actor": getattr(request, "janua_actor_kind", "")},
                    )
                response.headers[HEADER] = request_id
                return response
        finally:
            IN_HAND.dec()
            WORK.end(number)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def page_of(request: HttpRequest) -> str:
    """The name of the page, as its address list has it; *static* and *none* are what has no name."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or NONE
    return STATIC if request.path_info.startswith("/static/") else NONE
