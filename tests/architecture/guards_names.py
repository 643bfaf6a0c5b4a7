"""Guards on what is named by string, where import-linter is blind.

Each guard takes the root of a tree and returns one line a violation, empty when the tree is sound.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import Order, Source, called, files, is_law, read, sources, text_of

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_FOREIGN_APPS = {"auth", "contenttypes", "sessions", "procrastinate", "admin", "sites", "messages", "staticfiles"}
_DOTTED = re.compile(r"(?:janua|demo|emulators|bench|tests)(?:\.[A-Za-z_]\w*)+")

# A name upwards that has to be: the file, the name, and why.
NAMED_UPWARDS = {
    ("janua/cli/", "janua.config.settings"): "Django finds its settings by name; the command is where a process begins",
    ("janua/cli/", "janua.config.wsgi"): "the server is told the application by name",
}


def app_labels(root: Path) -> dict[str, str]:
    """Label of each app of ours → its dotted package, as its AppConfig declares them."""
    labels: dict[str, str] = {}
    for source in sources(root):
        if not source.path.endswith("/apps.py"):
            continue
        for config in (node for node in source.nodes if isinstance(node, ast.ClassDef)):
            declared = _assigned(config)
            if "name" in declared:
                labels[declared.get("label", declared["name"].rpartition(".")[2])] = declared["name"]
    return labels


def _assigned(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = text_of(statement.value)
            if value is not None:
                found[statement.targets[0].id] = value
    return found


def foreign_keys(root: Path) -> list[str]:
    """No relation, migration dependency or get_model() names an app above its own."""
    order, labels, found = Order.of(root), app_labels(root), []
    for source in sources(root):
        for node, label in _labels_named(source):
            owner = labels.get(label)
            if owner is None and label not in _FOREIGN_APPS:
                found.append(source.at(node, f"names the app '{label}', which no AppConfig declares"))
            elif owner is not None and not order.may_name(source.module, owner):
                found.append(source.at(node, f"names the app '{label}' ({owner}), which is not below it"))
    return found


def _labels_named(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and called(node) in _RELATIONS:
            to = node.args[0] if node.args else next((word.value for word in node.keywords if word.arg == "to"), None)
            name = text_of(to)
            if name and "." in name:
                yield node, name.partition(".")[0]
        elif isinstance(node, ast.Call) and called(node) == "get_model" and node.args:
            name = text_of(node.args[0])
            if name:
                yield node, name.partition(".")[0]
        elif isinstance(node, ast.Assign) and _is_dependencies(node):
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 and (label := text_of(pair.elts[0])):
                    yield pair, label


def _is_dependencies(node: ast.Assign) -> bool:
    target = node.targets[0]
    return isinstance(target, ast.Name) and target.id in {"dependencies", "run_before"}


def names_in_strings(root: Path) -> list[str]:
    """No string names a module of ours that the file could not import, nor one that is not there."""
    order, found = Order.of(root), []
    for source in sources(root):
        for node in source.nodes:
            name = text_of(node)
            if name is None or not _DOTTED.fullmatch(name) or _excused(source, name):
                continue
            if not name.startswith("janua."):
                if (root / name.replace(".", "/")).exists() or (root / f"{name.replace('.', '/')}.py").exists():
                    found.append(source.at(node, f"names '{name}', which is no part of the product"))
            elif not order.may_name(source.module, name):
                found.append(source.at(node, f"names '{name}', which is not below it"))
    return found


def _excused(source: Source, name: str) -> bool:
    return any(source.path.startswith(where) and name.startswith(what) for where, what in NAMED_UPWARDS)


def app_configs(root: Path) -> list[str]:
    """Each AppConfig names the package it lies in, and no two apps share a label."""
    found, seen = [], dict[str, str]()
    for source in sources(root):
        if not source.path.endswith("/apps.py"):
            continue
        configs = [node for node in source.nodes if isinstance(node, ast.ClassDef)]
        for config in configs:
            declared = _assigned(config)
            name = declared.get("name")
            if name != source.package:
                found.append(source.at(config, f"calls itself '{name}' but lies in '{source.package}'"))
            label = declared.get("label", source.package.rpartition(".")[2])
            if label in seen:
                found.append(source.at(config, f"shares the label '{label}' with {seen[label]}"))
            seen[label] = source.package
    return found


def settings_names(root: Path) -> list[str]:
    """Every `janua.…` name in the settings is there: a slip of the pen is found before a process starts."""
    found = []
    for source in sources(root, "janua/config"):
        for node in source.nodes:
            name = text_of(node)
            if name and re.fullmatch(r"janua(?:\.[A-Za-z_]\w*)+", name) and not _exists(root, name):
                found.append(source.at(node, f"names '{name}', which is not there"))
    return found


def _exists(root: Path, name: str) -> bool:
    """A package, a module, or a name that a module defines."""
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        path = root.joinpath(*parts[:length])
        module = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
        if module.is_file():
            return length == len(parts) or re.search(rf"\b{parts[length]}\b", read(module)) is not None
        if path.is_dir():
            return length == len(parts)
    return False


_LOAD = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
_USES = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
_URL = re.compile(r"{%-?\s*url\s+[\"']([\w-]+):")


def template_tags(root: Path) -> list[str]:
    """No template loads a tag library, extends or includes a template, or links by url into a package above its own."""
    order, found = Order.of(root), []
    libraries = {
        path.stem: _package_of(root, path)
        for path in files(root, "janua", suffixes=(".py",))
        if path.parent.name == "templatetags"
    }
    templates = [
        path for path in files(root, "janua", suffixes=(".html", ".txt", ".xml", ".typ")) if "templates" in path.parts
    ]
    owners = {path.as_posix().rpartition("/templates/")[2]: _package_of(root, path) for path in templates}
    for path in templates:
        module, text = _package_of(root, path), read(path)
        named = [
            (word, libraries.get(word))
            for match in _LOAD.finditer(text)
            for word in match[1].split(" from ")[-1].split()
        ]
        named += [(match[1], owners.get(match[1])) for match in _USES.finditer(text)]
        named += [(match[1], f"janua.{match[1]}") for match in _URL.finditer(text) if match[1] in order.top]
        found += [
            f"{path.relative_to(root).as_posix()}: uses '{word}' of {owner}, which is not below {module}"
            for word, owner in named
            if owner is not None and not order.may_name(module, owner)
        ]
    return found


def _package_of(root: Path, path: Path) -> str:
    parts = path.relative_to(root).parts
    end = next((place for place, part in enumerate(parts) if part in {"templates", "templatetags"}), len(parts) - 1)
    return ".".join(parts[:end])


_COUNTRY_NAMES = re.compile(
    r"\b(?:Malt(?:a|ese)|Egypt(?:ian)?|Ukrain(?:e|ian)|Trinidad(?:ian)?|Tobago|Gozo|Valletta|Cairo|Kyiv|Jobsplus|Identità)\b"
)
_COUNTRY_CODES = {"mt", "eg", "ua", "tt", "MT", "EG", "UA", "TT"}
_PROGRAMME = re.compile(r"\b(?:MT|EG|UA|TT)-[A-Z]{2,}")
# A language is no country, and a face speaks more of them than its country does.
_ABOUT_LANGUAGES = ("janua/ui/languages.py", "janua/ui/written.py", "janua/ui/formats/", "janua/values/alphabets.py")


def countries_in_the_core(root: Path) -> list[str]:
    """Nothing in janua outside countries/xx and config names a country: not in code, text or comment."""
    found = []
    for source in sources(root):
        if source.path.startswith(("janua/countries/", "janua/config/", *_ABOUT_LANGUAGES)) or is_law(source):
            continue
        found += [
            f"{source.path}:{number}: names '{match[0]}'"
            for number, line in enumerate(source.text.splitlines(), start=1)
            for match in (*_COUNTRY_NAMES.finditer(line), *_PROGRAMME.finditer(line))
        ]
        found += [
            source.at(node, f"names the country '{text_of(node)}'")
            for node in source.nodes
            if text_of(node) in _COUNTRY_CODES
        ]
    return found
