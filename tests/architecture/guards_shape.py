"""Guards on what lies where and how large it is, and on what only one place may do.

Each guard takes the root of a tree and returns one line a violation, empty when the tree is sound.
"""

import ast
import re
from pathlib import Path

from tests.architecture.modules import APP_EXTRAS, APP_MODULES, FACE_MODULES, FACES
from tests.architecture.tree import CODE, Source, called, dotted, files, imports, is_law, read, sources

_BANNED_MODULES = {
    "common",
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "shared",
    "lib",
    "core",
    "manager",
    "handler",
    "processor",
    "data",
    "info",
}
_BANNED_CLASSES = re.compile(r"(?:Manager|Handler|Processor|Data|Info|Helper|Utils?)$")

FILE_LINES, FUNCTION_LINES, PROCEDURE_LINES = 400, 40, 60


def packages(root: Path) -> list[str]:
    """Every folder of Python files is a package that import-linter sees, and says what it owns."""
    found = []
    folders = {path.parent for path in files(root, "janua", "demo", "emulators", "bench", suffixes=(".py",))}
    for folder in sorted(folders):
        name = folder.relative_to(root).as_posix()
        if "law" in folder.parts:
            continue
        beginning = folder / "__init__.py"
        if not beginning.is_file():
            found.append(f"{name}: has no __init__.py, so no contract sees it")
        elif name.startswith("janua/") and name.count("/") == 1 and not ast.get_docstring(ast.parse(read(beginning))):
            found.append(f"{name}/__init__.py: does not say what the package owns and what it refuses")
    return found


def modules_of_apps(root: Path) -> list[str]:
    """An app holds only the files of style.md §1 and the extras listed here; no module is a drawer for the nameless."""
    found = []
    apps = {source.package for source in sources(root) if source.path.endswith("/apps.py")}
    for app in sorted(apps):
        allowed = APP_MODULES | set(APP_EXTRAS.get(app, {})) | (FACE_MODULES if app in FACES else set())
        folder = root / app.replace(".", "/")
        children = {path.stem for path in folder.glob("*.py")} | {
            path.name for path in folder.iterdir() if path.is_dir()
        }
        unlisted = children - allowed - {"__init__", "__pycache__"}
        found += [f"{app}.{name}: is in no list of an app's modules" for name in sorted(unlisted)]
    for source in sources(root, *CODE):
        if is_law(source):
            continue
        name = source.module.rpartition(".")[2]
        if name in _BANNED_MODULES:
            found.append(f"{source.path}: name the thing: no module is called '{name}'")
        if source.path.startswith("janua/"):
            found += [
                source.at(node, f"name the thing: no class is called '{node.name}'")
                for node in source.nodes
                if isinstance(node, ast.ClassDef) and _has_empty_name(node)
            ]
    return found


def _has_empty_name(node: ast.ClassDef) -> bool:
    """A class called Manager or the like, unless the framework's own base class is called so."""
    ending = _BANNED_CLASSES.search(node.name)
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return ending is not None and not any(dotted(base).endswith(ending[0]) for base in bases)


def sizes(root: Path) -> list[str]:
    """Files ≤ 400 lines; functions ≤ 40 lines below their docstring, tests and numbered procedures ≤ 60."""
    found = []
    for source in sources(root, *CODE):
        lines = source.text.splitlines()
        if len(lines) > FILE_LINES and "/migrations/" not in source.path:
            found.append(f"{source.path}: {len(lines)} lines; split it at {FILE_LINES}")
        for node in source.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length, limit = _length(node), _limit(source, node)
                if length > limit:
                    found.append(source.at(node, f"{node.name} has {length} lines; at most {limit}"))
    return found


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def _limit(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = source.text.splitlines()[node.lineno : node.end_lineno]
    steps = sum(1 for line in lines if re.match(r"\s*# \d+[.)]? ", line))
    return PROCEDURE_LINES if steps >= 3 or source.path.startswith("tests/") else FUNCTION_LINES


def unfinished_or_skipped(root: Path) -> list[str]:
    """No TODO in the code, and no test that is skipped or expected to fail: a gate that cannot run is red."""
    found = []
    marker = re.compile(r"#.*\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    for source in sources(root, *CODE):
        for number, line in enumerate(source.text.splitlines(), start=1):
            if marker.search(line):
                found.append(f"{source.path}:{number}: unfinished")
        for node in source.nodes:
            name = dotted(node) if isinstance(node, ast.Attribute) else ""
            if re.fullmatch(
                r"(?:pytest\.|unittest\.)?(?:mark\.)?(?:skip|skipif|skipIf|skipUnless|xfail|importorskip)|pytest\.mark\.(?:skip|skipif|xfail)",
                name,
            ):
                found.append(source.at(node, f"{name}: make it run, or take it out"))
    return found


# What the machine of whoever wrote it looks like, and where packages come from: neither belongs to the tree.
_PLACES = re.compile(
    r"(?<![\w.])/(?:home/(?!user\b|janua\b)\w|root/|work/|Users/|opt/(?:pypi|wheels)|mnt/)"
    r"|(?:pypi|pythonhosted|npmjs|debian|crates)\.(?:org|io)\b|--(?:extra-)?index-url\s+http"
)


def places(root: Path) -> list[str]:
    """No file of the tree holds a path of one machine or the address of a package registry."""
    found = []
    tops = [
        entry.name
        for entry in sorted(root.iterdir())
        if entry.is_dir() and (not entry.name.startswith(".") or entry.name == ".ci")
    ]
    singles = [path for path in sorted(root.iterdir()) if path.is_file()]
    suffixes = (".py", ".md", ".toml", ".sh", ".txt", ".lock", ".yaml", ".yml", ".json", ".cfg", ".ini", ".html", "")
    for path in [*singles, *files(root, *tops, suffixes=suffixes)]:
        name = path.relative_to(root).as_posix()
        if (
            path.suffix not in suffixes
            or name == "tests/architecture/guards_shape.py"
            or path.name == ".git"
            or path.stat().st_size > 3_000_000
        ):
            continue
        found += [
            f"{name}:{number}: '{match[0]}' is a place of one machine or a registry"
            for number, line in enumerate(_lines(path), start=1)
            if (match := _PLACES.search(line))
        ]
    return found


def _lines(path: Path) -> list[str]:
    try:
        return read(path).splitlines()
    except UnicodeDecodeError:
        return []


PLAIN = ("janua/values", "janua/rules", "janua/exchange", "janua/pack", "janua/countries")
# The only places of the plain packages that read, write or speak to anybody, and what each does.
DOES_IO = {
    "janua/rules/batch/": "reads and writes the population's files",
    "janua/rules/loader.py": "loads a law folder",
    "janua/rules/loading.py": "loads a law folder",
    "janua/rules/parameters.py": "loads the numbers of a law",
    "janua/rules/source.py": "loads the text of a law",
    "janua/rules/units.py": "loads the text of a unit, which is hashed with the law",
    "janua/exchange/outbound.py": "the one client of the outside world",
    "janua/exchange/outbound/": "the one client of the outside world",
    # These read only what ships in the tree, once.
    "janua/exchange/dci/validation.py": "the published schemas beside it",
    "janua/exchange/iso20022/schemas.py": "the published definitions beside it",
    "janua/pack/messages.py": "the words of a country's pack",
    "janua/pack/guide_words.py": "the words of a country's guides",
    "janua/pack/cases.py": "the worked examples of a country's law",
    "janua/pack/texts.py": "the text of a country's law, kept with decisions",
    "janua/pack/kept_law.py": "a kept law, laid out in a folder of the moment for the loader",
    "janua/pack/letters.py": "the fonts beside it",
}
_IO_MODULES = re.compile(
    r"(?:socket|ssl|subprocess|tempfile|shutil|glob|mmap|sqlite3|httpx|requests|urllib\.request|http\.client|asyncio|smtplib|ftplib)(?:\.|$)"
)
_IO_CALLS = {
    "open",
    "print",
    "input",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "urlopen",
    "iterdir",
    "glob",
    "rglob",
    "mkdir",
    "unlink",
    "exists",
}


def inputs_and_outputs(root: Path) -> list[str]:
    """In the packages without Django only rules/batch, the loaders of rules and the clients of exchange do I/O."""
    found = []
    for source in sources(root, *PLAIN):
        if source.path.startswith(tuple(DOES_IO)) or is_law(source):
            continue
        found += [source.at(node, f"imports {name}") for node, name in imports(source) if _IO_MODULES.match(name)]
        found += [
            source.at(node, f"calls {called(node)}")
            for node in source.nodes
            if isinstance(node, ast.Call) and called(node) in _IO_CALLS
        ]
    return found


_TODAY = {
    "date.today", "datetime.now", "datetime.utcnow", "datetime.today", "timezone.now", "timezone.localdate",
    "datetime.date.today", "datetime.datetime.now", "datetime.datetime.utcnow",
}  # fmt: skip


def wall_clock(root: Path) -> list[str]:
    """The date and time are read in janua.base.clock only: law and tests must be able to name their own day."""
    return [
        source.at(node, f"calls {dotted(node.func)}: ask janua.base.clock, or take the date as an argument")
        for source in sources(root)
        if not source.path.startswith("janua/base/clock")
        for node in source.nodes
        if isinstance(node, ast.Call) and dotted(node.func) in _TODAY
    ]


_XML = re.compile(
    r"(?:etree|objectify|lxml\.etree)\.(?:parse|fromstring|XML|HTML|XMLParser|HTMLParser|iterparse|fromstringlist)"
)
XML_READERS = {
    "janua/exchange/xml.py": "the factory",
    "janua/exchange/iso20022/schemas.py": "compiles the definitions shipped beside it, which are no message",
}


def xml_parsers(root: Path) -> list[str]:
    """XML is read through one parser factory, which knows no DTD, entity or network."""
    found = []
    for source in sources(root):
        if source.path in XML_READERS:
            continue
        found += [
            source.at(node, f"calls {dotted(node.func)}: read XML by janua.exchange.xml")
            for node in source.nodes
            if isinstance(node, ast.Call) and _XML.fullmatch(dotted(node.func))
        ]
        found += [
            source.at(node, f"imports {name}: read XML by janua.exchange.xml")
            for node, name in imports(source)
            if name.startswith("xml.")
        ]
    return found


def outside_world(root: Path) -> list[str]:
    """Only the outbound client of exchange speaks to other systems: it alone knows the allow-list and the time-outs."""
    wires = re.compile(r"(?:httpx|requests|urllib\.request|http\.client|aiohttp|urllib3)(?:\.|$)")
    return [
        source.at(node, f"imports {name}: ask by janua.exchange.outbound")
        for source in sources(root)
        if not source.path.startswith("janua/exchange/outbound")
        for node, name in imports(source)
        if wires.match(name)
    ]


def hidden_effects(root: Path) -> list[str]:
    """No signal and no save() of ours: what happens is read where it is called."""
    found = []
    for source in sources(root):
        found += [
            source.at(node, f"imports {name}: call the action instead")
            for node, name in imports(source)
            if name.startswith(("django.db.models.signals", "django.dispatch"))
        ]
        if "/models" in source.path:
            found += [
                source.at(node, "overrides save(): a change of state is an action")
                for node in source.nodes
                if isinstance(node, ast.FunctionDef) and node.name == "save"
            ]
    return found


def verbs_by_keyword(root: Path) -> list[str]:
    """Actions and queries take keywords, at most one object by place: a call reads like a sentence, no two dates swap.

    The verbs of base stand on nearly every page (`record("claim.decided", subject=…)`) and are left to base.
    """
    return [
        source.at(node, f"{node.name} takes '{positional[1].arg}' by place")
        for source in sources(root)
        if _is_verb(source)
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if len(positional := [*node.args.posonlyargs, *node.args.args]) > 1
    ]


def _is_verb(source: Source) -> bool:
    return not source.path.startswith("janua/base/") and "/migrations/" not in source.path and _lies_among_verbs(source)


def _lies_among_verbs(source: Source) -> bool:
    return "/actions/" in source.path or source.path.endswith(("/actions.py", "/queries.py"))
