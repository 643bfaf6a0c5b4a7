"""The list of parts of a release, as CycloneDX 1.6 JSON on standard output or in a file: `tools/sbom.py [FILE]`.

What is listed is what requirements.lock holds, with every hash that it accepts, and what the look is built from.
`scope` says what a part is for: *required* to run, *optional* for the demo, *excluded* for development and building.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
# Their files are in janua/ui/static/ui; what else package.json names builds them and is not shipped.
BUILT_IN = {
    *("govuk-frontend", "@ministryofjustice/frontend", "htmx.org"),
    *("@fontsource/noto-sans", "@fontsource/noto-sans-arabic"),
}
_BLOCK = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)(?: ;[^\n]*)? \\\n((?:^ +.*\n?)+)", re.MULTILINE)
_VIA = re.compile(r"^ +#(?: via)? +(?!via$)([A-Za-z0-9][\w.-]*)(?:\[|$)", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One package of the lock.

    hashes   of every file of it that may be installed
    wanted   by which other packages
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    wanted: frozenset[str]


def parts(lock: str) -> list[Part]:
    """Every package of a lock."""
    return [
        Part(
            name,
            version,
            tuple(sorted(set(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)))),
            frozenset(_plain(one) for one in _VIA.findall(rest)),
        )
        for name, version, rest in _BLOCK.findall(lock)
    ]


def scopes(known: Iterable[Part], project: Mapping[str, object]) -> dict[str, ComponentScope]:
    """Scope by name: the strongest way by which something of ours asks for it."""
    needs: dict[str, set[str]] = {}
    for part in known:
        for parent in part.wanted:
            needs.setdefault(parent, set()).add(part.name)
    extras = project["optional-dependencies"]
    found: dict[str, ComponentScope] = {}
    for scope, asked in (
        (ComponentScope.EXCLUDED, extras["dev"]),  # type: ignore[index]
        (ComponentScope.OPTIONAL, extras["demo"]),  # type: ignore[index]
        (ComponentScope.REQUIRED, project["dependencies"]),
    ):
        reached, waiting = set(), [_plain(re.split(r"[\[<>=!~; ]", one)[0]) for one in asked]  # type: ignore[attr-defined]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += needs.get(name, ())
        found |= dict.fromkeys(reached, scope)
    return found


def bill(root: Path) -> str:
    """The whole list, as JSON; the same tree gives the same list but for the moment in it."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    look = json.loads((root / "janua/ui/look/package.json").read_text(encoding="utf-8"))["dependencies"]
    known = parts(lock)
    scope_of = scopes(known, project)
    own = Component(
        type=ComponentType.APPLICATION, name=project["name"], version=project["version"], bom_ref=project["name"]
    )
    components = {part: _component(part, scope_of[part.name]) for part in known}
    built = [_built(name, version) for name, version in sorted(look.items())]
    serial = uuid5(NAMESPACE_URL, f"janua {project['version']} {lock} {sorted(look.items())}")
    listed = Bom(components=[*components.values(), *built], serial_number=serial)
    listed.metadata.component = own
    direct = {_plain(re.split(r"[\[<>=!~; ]", one)[0]) for one in project["dependencies"]}
    listed.register_dependency(
        own,
        [components[part] for part in known if part.name in direct] + [one for one in built if one.name in BUILT_IN],
    )
    for part in known:
        listed.register_dependency(components[part], [components[one] for one in known if part.name in one.wanted])
    return make_outputter(listed, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1) + "\n"


def _component(part: Part, scope: ComponentScope) -> Component:
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version,
        bom_ref=f"{part.name}=={part.version}",
        purl=PackageURL("pypi", name=part.name, version=part.version),
        scope=scope,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in part.hashes],
    )


def _built(name: str, version: str) -> Component:
    group, _, short = name.rpartition("/")
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=f"npm {name}@{version}",
        purl=PackageURL("npm", namespace=group or None, name=short, version=version),
        scope=ComponentScope.REQUIRED if name in BUILT_IN else ComponentScope.EXCLUDED,
        description="built into janua/ui/static/ui" if name in BUILT_IN else "builds janua/ui/static/ui; not shipped",
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(bill(ROOT), encoding="utf-8")
    else:
        sys.stdout.write(bill(ROOT))
