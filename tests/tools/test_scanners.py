"""What scanners find is red until somebody answers it, and so is an answer to nothing and who has not looked."""

import importlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCANNERS = ("bandit", "semgrep", "schemathesis", "wapiti3", "sqlmap")


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "scan"))
    return importlib.import_module


@pytest.fixture
def run(module: Callable[[str], Any]) -> Any:
    return module("run")


def test_judge_tells_of_what_nobody_answered_and_of_answers_to_nothing(run: Any) -> None:
    found = [
        run.Finding("bandit", "B608", "janua/registers/row_security.py", 4, "statement"),
        run.Finding("bandit", "B608", "janua/portal/views/new.py", 7, "statement"),
    ]
    answered = [
        run.Answer("bandit", "B608", ("janua/*/row_security.py",), "ours"),
        run.Answer("bandit", "B102", ("janua/gone.py",), "was ours"),
    ]

    assert run.judge(found, answered) == [
        "janua/portal/views/new.py:7: bandit B608: statement",
        "tools/scan/answers.yaml: bandit B102 janua/gone.py: answers nothing any more",
    ]
    assert run.judge(found, answered, cut_short={"bandit"}) == ["janua/portal/views/new.py:7: bandit B608: statement"]


def test_every_answer_has_a_reason_and_a_scanner_that_there_is(run: Any) -> None:
    known = {path.stem for path in (ROOT / "tools" / "scan").glob("*.txt")}
    answered = run.answers()

    assert (len(answered) > 10, {one.scanner for one in answered} <= known) == (True, True)
    assert [one for one in answered if len(one.why) < 20 or not one.where] == []


def test_scanner_that_does_not_run_is_red(
    run: Any, module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module("code_read"), "SCANNERS", tmp_path)

    assert run.main(["bandit"]) == 1


@pytest.mark.parametrize(("files", "status"), [(0, 1), (6, 1), (7, 0)])
def test_scan_that_saw_too_little_is_red(
    run: Any, module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, files: int, status: int
) -> None:
    scan = run.Scan("bandit", "the code", {"files": files}, {"files": 7})
    monkeypatch.setattr(module("code_read"), "SCANS", {"bandit": lambda: scan})
    monkeypatch.setattr(run, "answers", list)

    assert run.main(["bandit"]) == status


def test_scan_says_of_what_it_saw_too_little(run: Any) -> None:
    scan = run.Scan("wapiti3", "portal, a stranger", {"pages": 3}, {"pages": 30, "parameters": 5})

    assert scan.lacks == [
        "wapiti3, portal, a stranger: 3 pages, at least 30 were to be seen",
        "wapiti3, portal, a stranger: 0 parameters, at least 5 were to be seen",
    ]


def test_installation_that_does_not_open_is_red_for_every_scanner(
    run: Any, module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = module("live")

    def does_not_open() -> None:
        raise run.DidNotRun("no room")

    monkeypatch.setattr(live, "running", does_not_open)

    assert live.scan(["wapiti3", "sqlmap"]) == ([], ["wapiti3, sqlmap did not run: no room"])
    assert run.main(["wapiti3", "sqlmap"]) == 1


def test_scan_by_somebody_who_was_signed_out_meanwhile_did_not_run(
    module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entering, told = module("entering"), module("told")
    citizen = entering.Browser(entering.Seat("portal", "one_child/mother"), "http://127.0.0.1:1", "secret")
    stranger = entering.Browser(entering.Seat("portal"), "http://127.0.0.1:1")
    monkeypatch.setattr(httpx, "get", lambda *_, **__: httpx.Response(303))

    stranger.require_inside()
    with pytest.raises(told.DidNotRun, match="portal, one_child/mother: signed out meanwhile"):
        citizen.require_inside()


def test_who_is_asked_to_come_back_is_not_taken_for_signed_out(
    module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entering = module("entering")
    citizen = entering.Browser(entering.Seat("portal", "one_child/mother"), "http://127.0.0.1:1", "secret")
    answers = iter([429, 503, 200])
    waited: list[float] = []
    monkeypatch.setattr(httpx, "get", lambda *_, **__: httpx.Response(next(answers)))
    monkeypatch.setattr(entering.time, "sleep", waited.append)

    citizen.require_inside()

    assert (waited, list(answers)) == ([10, 10], [])


def test_every_scanner_looks_as_strangers_citizens_and_officers(module: Callable[[str], Any]) -> None:
    live = module("live")
    faces = {name: {(seat.face, bool(seat.who)) for seat in live.SEATS[name]} for name in live.SCANS}
    everybody = {(face, signed_in) for face in ("portal", "workbench") for signed_in in (True, False)}

    assert faces == dict.fromkeys(SCANNERS[2:], everybody)
    assert module("over_pages").LEAST.keys() == everybody
    assert all(number > 0 for least in module("over_pages").LEAST.values() for number in least.values())


def test_who_locks_a_door_or_ends_an_access_comes_last(module: Callable[[str], Any]) -> None:
    live = module("live")
    order = [
        "stranger" if not seat.who else "administrator" if seat == live.ADMINISTERS else "somebody"
        for _, seat in live.in_order(SCANNERS[2:])
    ]

    assert order == sorted(order, key=["somebody", "administrator", "stranger"].index)


def test_table_says_how_far_each_came(run: Any) -> None:
    found = [run.Finding("bandit", "B101", "janua/a.py", 1, "x"), run.Finding("bandit", "B102", "janua/a.py", 1, "x")]
    scans = [run.Scan("bandit", "the code", {"files": 1200}, {}, found, 90.0)]

    assert run.table(scans, [run.Answer("bandit", "B101", ("janua/*",), "why")]) == (
        "scanner  looked at  covered      findings  answered  minutes\n"
        "bandit   the code   1,200 files  2         1         1.5"
    )


PAGES = {
    "/mine/": '<a href="/mine/decisions/11111111-1111-1111-1111-111111111111/">one</a><a href="/search/?q=a">find</a>'
    '<form method="post" action="/sign-out/"><input name="x"></form><a href="https://elsewhere.example/?q=1">out</a>',
    "/mine/decisions/11111111-1111-1111-1111-111111111111/": '<form method="post"><input type="hidden" '
    'name="csrfmiddlewaretoken" value="t"><textarea name="why"></textarea><select name="how"><option value="post">'
    '</select><input type="file" name="paper"></form>',
    "/search/": '<form action="/search/"><input name="q" value="b"></form>',
}


def test_crawl_gives_each_form_and_query_once_and_presses_no_sign_out(
    module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entering, crawling = module("entering"), module("crawling")
    browser = entering.Browser(entering.Seat("portal", "somebody"), "http://127.0.0.1:1")

    def answer(address: str, **_: Any) -> httpx.Response:
        html = PAGES.get(address.removeprefix("http://127.0.0.1:1").partition("?")[0])
        return httpx.Response(200 if html else 404, html=html or "")

    monkeypatch.setattr(httpx, "get", answer)
    forms, pages = crawling.fillable(browser, begin=("/mine/",))

    assert (pages, {form.shape: form.tried for form in forms}) == (
        3,
        {"GET /search/": ["q"], "POST /mine/decisions/": ["why", "how"]},
    )
    assert forms[1].fields == {"csrfmiddlewaretoken": "t", "why": "1", "how": "post"}


@pytest.mark.parametrize(("locked", "runs"), [(0, 1), (1, 2), (3, 3)])
def test_wapiti_that_locked_itself_out_of_its_own_notes_walks_again_and_not_for_ever(
    module: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, locked: int, runs: int
) -> None:
    over_pages, entering, told = module("over_pages"), module("entering"), module("told")
    begun = []

    def walk(_browser: Any, _next_door: str, folder: Path) -> str:
        begun.append(folder)
        if len(begun) <= locked:
            return "sqlite3.OperationalError: database is locked"
        (folder / "report.json").write_text("{}")
        return ""

    monkeypatch.setattr(over_pages, "_walk", walk)
    monkeypatch.setattr(over_pages, "_read", lambda *_: ({"pages": 1}, []))
    browser = entering.Browser(entering.Seat("portal"), "http://127.0.0.1:1")

    if locked == 3:
        with pytest.raises(told.DidNotRun, match="database is locked"):
            over_pages.wapiti3(browser)
    else:
        assert over_pages.wapiti3(browser).covered == {"pages": 1}
    assert (len(begun), len(set(begun))) == (runs, runs)


def test_house_next_door_hears_who_calls_and_not_the_scanner(module: Callable[[str], Any]) -> None:
    with module("listening").house_next_door() as (address, heard):
        asked = [httpx.get(address + path).text for path in ("", "get_ssrf.php?session_id=1", "ssrf/1/2/3/")]
        httpx.post(address + "ssrf/4/", content=b"")

    assert (asked, heard) == (["{}", "{}", ""], ["GET /ssrf/1/2/3/", "POST /ssrf/4/"])


def test_pages_that_were_refused_and_tries_of_the_scanner_are_not_counted(
    module: Callable[[str], Any], tmp_path: Path
) -> None:
    walked = tmp_path / "walked.db"
    with closing(sqlite3.connect(walked)) as kept, kept:
        kept.executescript(
            """
            CREATE TABLE responses (response_id INTEGER, status_code INTEGER);
            CREATE TABLE paths (path_id INTEGER, response_id INTEGER, evil BOOLEAN);
            CREATE TABLE params (path_id INTEGER, name TEXT);
            CREATE TABLE attack_logs (path_id INTEGER, module TEXT);
            INSERT INTO responses VALUES (1, 200), (2, 422), (3, 404), (4, 200), (5, 429);
            INSERT INTO paths VALUES (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 1), (5, 5, 0);
            INSERT INTO params VALUES (1, 'q'), (2, 'csrfmiddlewaretoken'), (2, 'name'), (4, 'q');
            INSERT INTO attack_logs VALUES (1, 'sql'), (1, 'xss');
            """
        )

    assert module("over_pages").covered_in(walked) == {"pages": 2, "parameters": 2, "attacked": 2}
