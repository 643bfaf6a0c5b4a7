"""Addresses that are neither pages nor operations of the API: what each is, and what it may answer, to anybody at all.

named   namespace, name and route, as the census finds them
ways    (method, path) → status; none of these tells of a person, whoever asks, and none writes anything
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Other:
    """One address."""

    named: str
    ways: Mapping[tuple[str, str], int] = field(default_factory=dict)


def _api(half: str) -> tuple[Other, ...]:
    return (
        Other(f"api-v1-{half}:openapi-json api/v1/openapi.json", {("GET", "/api/v1/openapi.json"): 200}),
        Other(f"api-v1-{half}:api-root api/v1/", {("GET", "/api/v1/"): 404}),
        Other(":api-nothing-here ^api/v1/", {("GET", "/api/v1/no-such"): 404, ("POST", "/api/v1/no-such"): 404}),
        # In demo and test alone.
        Other(":gallery gallery/", {("GET", "/gallery/"): 200}),
        Other(":gallery-language gallery/<slug:language>/", {("GET", "/gallery/en/"): 200}),
        Other(":gallery-face gallery/<slug:language>/<slug:face>/", {("GET", "/gallery/en/portal/"): 200}),
    )


OTHERS: Mapping[str, tuple[Other, ...]] = {
    "portal": _api("citizens"),
    "workbench": _api("officers"),
    # What other systems send is taken by its signature; nothing is read here.
    "api": tuple(
        Other(f": dci/registry/{kind}", {("GET", f"/dci/registry/{kind}"): 405, ("POST", f"/dci/registry/{kind}"): 415})
        for kind in ("on-search", "on-subscribe", "notify")
    ),
}
# Of the small server for operators, which is apart from every face: base/health/server.py.
OF_OPERATORS: Mapping[str, int] = {"/live": 200, "/ready": 200, "/metrics": 200}
