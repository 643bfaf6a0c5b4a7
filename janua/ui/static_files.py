"""Style sheet, scripts and fonts under names that change with their content, so that browsers keep them for good.

Nothing is collected beforehand: the files are served from where they lie in the tree, each also under its hashed name.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import basename

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # ships no types


class HashedNames(StaticFilesStorage):
    """Gives `{% static %}` the hashed name."""

    def url(self, name: str | None) -> str:
        """The address of a file: ui/janua.css becomes /static/ui/janua.0123456789ab.css."""
        return super().url(hashed_name(name or ""))


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # ships no types
    """Answers for static files before anything else looks at the request; compressed copies lie beside the files."""

    def add_files_from_finders(self) -> None:
        """Take every file up under both names."""
        super().add_files_from_finders()
        prefix: str = self.static_prefix
        for url in [url for url in self.files if url.startswith(prefix)]:
            hashed = prefix + hashed_name(url[len(prefix) :])
            path = finders.find(url[len(prefix) :])
            if hashed != url and path:
                self.files[hashed] = self.get_static_file(path, hashed)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """May a browser keep it for good? Fonts carry the hash of their content in their own names."""
        if "/fonts/" in url:
            return True
        plain = self.get_name_without_hash(url[len(self.static_prefix) :])
        found = finders.find(plain)
        return bool(found) and basename(staticfiles_storage.url(plain)) == basename(url)


@lru_cache(maxsize=256)
def hashed_name(name: str) -> str:
    """The name with the beginning of its content's hash; as it is where the file is not there or hashed already."""
    found = finders.find(name)
    if not found or "/fonts/" in name:
        return name
    path = PurePosixPath(name)
    mark = sha256(Path(found).read_bytes()).hexdigest()[:12]
    return str(path.with_name(f"{path.stem}.{mark}{path.suffix}"))
