"""The employment agency behind an X-Road security server (PR-REST): employments and registrations as a jobseeker.

GET /r1/{service}/persons/{id card}[/employments|/registrations]
"""

import base64
import hashlib
import time
import uuid
from typing import Any
from urllib.parse import quote

from emulators import starting
from emulators.population import Person, by_id_card
from emulators.serving import Reply, Request, serve
from emulators.switches import Switches

_SERVICE_PARTS = 5


class SecurityServer:
    """Lets one registered client ask one service, and answers for the service behind it."""

    def __init__(
        self, persons: dict[str, Person], client: str, service: str, faults: Switches, journal: starting.Journal
    ) -> None:
        self._persons, self._faults, self._journal = persons, faults, journal
        self._client = tuple(client.split("/"))
        self._service = tuple(service.split("/"))

    def answer(self, request: Request) -> Reply | None:
        failure = self._faults.take_failure()
        time.sleep(self._faults.now.delay)
        if failure in ("disconnect", "disconnect_after"):
            return None
        if failure == "silent":
            time.sleep(60)
            return None
        reply = self._answered(request, failure)
        self._journal.add("asked", target=request.target, headers=dict(request.headers), status=reply.status)
        return reply

    def _answered(self, request: Request, failure: str) -> Reply:
        if failure == "unavailable":
            return _error("Server.ClientProxy.NetworkError", "Could not connect to any target host")
        if failure == "reject":
            return _error("Server.ServerProxy.AccessDenied", "Request is not allowed")
        client = request.headers.get("x-road-client", "")
        if request.method != "GET" or request.steps[:1] != ("r1",):
            return _error("Client.BadRequest", "GET /r1/... is what this server answers")
        if len(client.split("/")) not in (3, 4):
            return _error("Client.BadRequest", "X-Road-Client is missing or not an identifier")
        service = request.steps[1 : 1 + _SERVICE_PARTS]
        if tuple(service) != self._service:
            return _error("Server.ServerProxy.UnknownService", "Unknown service")
        if tuple(client.split("/")) != self._client:
            return _error("Server.ServerProxy.AccessDenied", "Request is not allowed")
        status, body = self._resource(request.steps[1 + _SERVICE_PARTS :])
        plain = Reply.of(status, body)
        # Late or contradicting faults of this protocol are answers to another question.
        message_id = request.headers.get("x-road-id") or str(uuid.uuid4())
        headers = {
            "X-Road-Client": client,
            "X-Road-Service": "/".join(quote(part, safe="") for part in self._service),
            "X-Road-Id": str(uuid.uuid4()) if self._faults.now.out_of_order else message_id,
            "X-Road-Request-Id": str(uuid.uuid4()),
            "X-Road-Request-Hash": _hash(request),
        }
        return Reply(plain.status, plain.body, headers=headers)

    def _resource(self, steps: tuple[str, ...]) -> tuple[int, Any]:
        person = self._persons.get(steps[1]) if len(steps) in (2, 3) and steps[0] == "persons" else None
        if person is None:
            return 404, {"type": "NotFound", "message": "no such person or resource"}
        person = _contradicted(person) if self._faults.now.contradiction else person
        if len(steps) == 2:
            return 200, person
        if steps[2] not in ("employments", "registrations"):
            return 404, {"type": "NotFound", "message": "employments or registrations"}
        return 200, {"id_card": person["id_card"], steps[2]: person[steps[2]]}


def _contradicted(person: Person) -> Person:
    """Never registered, and still at work."""
    still = [{**one, "ends_on": None, "left": None} for one in person["employments"]]
    return {**person, "employments": still, "registrations": [], "fit_for_work": None, "available_for_work": None}


def _hash(request: Request) -> str:
    names = sorted(name for name in request.headers if name.startswith("x-road-"))
    lines = [f"{request.method} {request.target}", *(f"{name}:{request.headers[name]}" for name in names), ""]
    return base64.b64encode(hashlib.sha512("\r\n".join(lines).encode() + request.body).digest()).decode()


def _error(kind: str, message: str) -> Reply:
    status = 400 if kind.startswith("Client.") else 500
    plain = Reply.of(status, {"type": kind, "message": message, "detail": str(uuid.uuid4())})
    return Reply(status, plain.body, headers={"X-Road-Error": kind})


def main() -> None:
    options = starting.parser("jobsplus", __doc__ or "")
    options.add_argument("--client", default="MT/GOV/DSS/janua", help="the one subsystem that may ask")
    options.add_argument("--service", default="MT/GOV/JOBSPLUS/registers/employment")
    arguments = options.parse_args()
    faults, journal = Switches.from_arguments(arguments), starting.Journal()
    persons = by_id_card(arguments.population, "jobsplus.jsonl")
    server = SecurityServer(persons, arguments.client, arguments.service, faults, journal)
    behind = starting.control(faults, journal, {})
    serve("jobsplus", server.answer, behind, port=arguments.port, control_port=arguments.control_port, tls=None)


if __name__ == "__main__":
    main()
