"""The key folder: what it makes, and what it refuses to use."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from janua.base.keys.envelope import Tampered
from janua.base.keys.folder import (
    KeyFolder,
    KeyFolderUnsafe,
    KeyVersionCurrent,
    add_kek_version,
    create_keys,
    make_current,
    retire_kek,
)
from janua.base.keys.port import KeyMissing

NAMES = ("kek-0001", "mac-identifiers", "sign-audit")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys", *NAMES, demo=False)
    return tmp_path / "keys"


def test_create_keys_keeps_what_is_there(folder: Path) -> None:
    before = {path.name: path.read_text() for path in folder.iterdir()}
    create_keys(folder, *NAMES, "sign-bank", demo=False)
    after = {path.name: path.read_text() for path in folder.iterdir()}
    assert {name: after[name] for name in before} == before
    assert sorted(after) == ["kek-0001.key", "mac-identifiers.key", "sign-audit.key", "sign-bank.key"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_unwrap_gives_the_key_back_for_its_subject_only(folder: Path) -> None:
    port = KeyFolder(folder)
    [(version, wrapped)] = port.wrap_all([(b"k" * 32, b"anna")])
    assert (version, port.unwrap_all([(version, wrapped, b"anna")])) == (1, [b"k" * 32])
    with pytest.raises(Tampered):
        port.unwrap_all([(version, wrapped, b"bruno")])


def test_add_kek_version_wraps_anew_and_still_opens_the_old(folder: Path) -> None:
    [(_, old)] = KeyFolder(folder).wrap_all([(b"k" * 32, b"anna")])
    assert add_kek_version(folder) == 2
    port = KeyFolder(folder)
    assert port.current_version == 2
    assert port.unwrap_all([(1, old, b"anna")]) == [b"k" * 32]
    assert port.wrap_all([(b"k" * 32, b"anna")])[0][0] == 2


def test_version_added_later_is_opened_without_a_new_start(folder: Path) -> None:
    running = KeyFolder(folder)
    assert running.current_version == 1
    add_kek_version(folder)
    [(version, wrapped)] = KeyFolder(folder).wrap_all([(b"k" * 32, b"anna")])
    assert (version, running.unwrap_all([(version, wrapped, b"anna")])) == (2, [b"k" * 32])


def test_make_current_has_a_running_process_wrap_with_the_new_version(folder: Path) -> None:
    running = KeyFolder(folder)
    add_kek_version(folder)
    assert running.current_version == 1
    make_current(folder, 2)
    assert (running.current_version, running.wrap_all([(b"k" * 32, b"anna")])[0][0]) == (2, 2)


def test_make_current_refuses_a_version_that_is_not_there(folder: Path) -> None:
    with pytest.raises(KeyMissing, match="kek-0002"):
        make_current(folder, 2)


def test_retire_kek_puts_the_old_away_and_refuses_the_one_that_wraps(folder: Path) -> None:
    add_kek_version(folder)
    make_current(folder, 2)
    with pytest.raises(KeyVersionCurrent):
        retire_kek(folder, 2)
    assert (retire_kek(folder, 1), retire_kek(folder, 1)) == (True, False)
    assert [file.name for file in (folder / "retired").iterdir()] == ["kek-0001.key"]


def test_box_is_closed_with_the_public_half_and_opened_by_its_holder_alone(tmp_path: Path) -> None:
    holder, network = tmp_path / "work", tmp_path / "api"
    create_keys(holder, "box-inbox", demo=False)
    network.mkdir(mode=0o700)
    (network / "box-inbox.pub").write_bytes((holder / "box-inbox.pub").read_bytes())
    closed = KeyFolder(network).close_box("inbox", b"k" * 32)
    assert KeyFolder(holder).open_box("inbox", closed) == b"k" * 32
    with pytest.raises(KeyMissing, match="box-inbox"):
        KeyFolder(network).open_box("inbox", closed)
    with pytest.raises(Tampered):
        KeyFolder(holder).open_box("inbox", closed[:-1] + bytes([closed[-1] ^ 1]))
    with pytest.raises(Tampered):
        KeyFolder(holder).open_box("inbox", bytes(60))


def test_sign_verifies_with_the_public_key(folder: Path) -> None:
    port = KeyFolder(folder)
    Ed25519PublicKey.from_public_bytes(port.public_key("audit")).verify(port.sign("audit", b"head"), b"head")


@pytest.mark.parametrize("name", ["kek-1", "sign-", "seal-audit", "../sign-audit", "sign-Audit"])
def test_create_keys_refuses_a_name_of_no_kind(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no kind of key"):
        create_keys(tmp_path / "keys", name, demo=False)


def test_key_not_held_is_named(folder: Path) -> None:
    with pytest.raises(KeyMissing, match="sign-bank"):
        KeyFolder(folder).sign("bank", b"file")


def test_folder_open_to_others_is_refused(folder: Path) -> None:
    folder.chmod(0o750)
    with pytest.raises(KeyFolderUnsafe, match="chmod 700"):
        KeyFolder(folder)


def test_file_open_to_others_is_refused(folder: Path) -> None:
    (folder / "kek-0001.key").chmod(0o640)
    with pytest.raises(KeyFolderUnsafe, match="chmod 600"):
        KeyFolder(folder)


def test_demo_keys_are_recognised_though_the_mark_file_is_gone(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys", *NAMES, demo=True)
    (tmp_path / "keys" / "DEMO-KEYS").unlink()
    assert KeyFolder(tmp_path / "keys").demo


def test_demo_word_edited_away_is_refused(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys", *NAMES, demo=True)
    file = tmp_path / "keys" / "kek-0001.key"
    file.write_text(file.read_text().replace(" demo ", " live "))
    with pytest.raises(KeyFolderUnsafe, match="edited"):
        KeyFolder(tmp_path / "keys")


def test_key_under_another_name_is_refused(folder: Path) -> None:
    (folder / "sign-audit.key").rename(folder / "sign-bank.key")
    with pytest.raises(KeyFolderUnsafe, match="sign-bank"):
        KeyFolder(folder)


def test_live_keys_are_not_demo(folder: Path) -> None:
    assert not KeyFolder(folder).demo
