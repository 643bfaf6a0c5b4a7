"""Write what API v1 offers: docs/schemas/api-v1-citizens.json and api-v1-officers.json. A test says when."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def descriptions() -> dict[str, str]:
    """Give name of the file → its content, as the addresses stand now."""
    from janua.api.v1.urls import CITIZENS, OFFICERS

    halves = {"citizens": CITIZENS, "officers": OFFICERS}
    return {
        f"api-v1-{name}.json": json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1) + "\n"
        for name, api in halves.items()
    }


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ |= {"JANUA_ENV": "test", "DJANGO_SETTINGS_MODULE": "janua.config.settings"}
    import django

    django.setup()
    for file, content in descriptions().items():
        (ROOT / "docs" / "schemas" / file).write_text(content)
