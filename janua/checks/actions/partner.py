"""Take partners and their keys from the settings."""

import base64
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from janua.base import audit
from janua.base.clock import now
from janua.checks.models import Partner, PartnerKey
from janua.checks.permissions import require_system

log = logging.getLogger(__name__)


def load_partners(*, partners: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Make partners and keys what the settings say; a key that they name no longer ends now.

    partners   register code → {"wire", "sender_id", "address", "keys": [{"key_id", "public_key": base64}]};
               entries without `wire` (we ourselves, the bank) are not registers
    Returns    codes of the partners that are new or changed
    Raises     NotPermitted
    """
    require_system("checker")
    at = now()
    changed = []
    for code, entry in partners.items():
        if "wire" not in entry:
            continue
        wanted = {"wire": entry["wire"], "sender_id": entry["sender_id"], "base_url": entry["address"]}
        partner = Partner.objects.filter(code=code).first()
        if partner is None:
            partner = Partner.objects.create(code=code, **wanted)
            changed.append(code)
        elif any(getattr(partner, name) != value for name, value in wanted.items()):
            Partner.objects.filter(code=code).update(**wanted)
            changed.append(code)
        keys = {key["key_id"]: base64.b64decode(key["public_key"]) for key in entry.get("keys", ())}
        if _set_keys(partner, keys, at) and code not in changed:
            changed.append(code)
    if changed:
        audit.record("partner.load", object_type="partner", details={"partners": changed})
    return changed


def _set_keys(partner: Partner, keys: Mapping[str, bytes], at: datetime) -> bool:
    """End the keys that are not named, add new ones, take back one that returns unchanged.

    Another key under a known id is not taken: what the old one signed could no longer be told from it.
    """
    held = {key.key_id: key for key in PartnerKey.objects.filter(partner=partner)}
    same = {name for name, key in held.items() if keys.get(name) == bytes(key.public_key)}
    ended = [key.id for name, key in held.items() if key.valid_to is None and name not in same]
    back = [key.id for name, key in held.items() if key.valid_to is not None and name in same]
    PartnerKey.objects.filter(id__in=ended).update(valid_to=at)
    PartnerKey.objects.filter(id__in=back).update(valid_to=None)
    new = [name for name in keys if name not in held]
    PartnerKey.objects.bulk_create(
        PartnerKey(partner=partner, key_id=name, public_key=keys[name], valid_from=at) for name in new
    )
    for name in keys.keys() & held.keys() - same:
        log.error("partner %s: key id %s stands for another key; ask for a new id", partner.code, name)
    return bool(ended or back or new)
