"""Signing in with the national identity: to the provider and back, and the first time a confirmation.

    start → the provider → back → (the first time) first → where one was

Nothing here holds a transaction while the provider is asked; what the door writes, it writes in short ones.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from janua.base import clock
from janua.base.accounts.actions.account import open_citizen_account
from janua.base.accounts.actions.session import Opened, act_for, end_session, open_session
from janua.base.accounts.door import DOOR, at_the_door, kept
from janua.base.accounts.door.own import device_of
from janua.base.accounts.models import Account, AccountKind, Session
from janua.base.actors import acting_as
from janua.exchange import oidc
from janua.exchange.outbound import Limits, Outbound, OutboundFailed
from janua.pack.identity import Identity
from janua.pack.installed import country
from janua.registers.actions.accounts import link_account
from janua.registers.queries.acting import own_person_known, person_at_the_door

_LIMITS = Limits(connect_seconds=3, total_seconds=10, most_bytes=500_000)


class NoProvider(RuntimeError):
    """This process was told of no identity provider: name it in JANUA_PARTNERS."""


class AccountClosed(Exception):
    """The provider names somebody whose account was closed."""


class NobodyKnown(Exception):
    """The provider names somebody whom the registers do not know."""


@dataclass(frozen=True)
class Attested:
    """What the provider attests of who signed in.

    anew   it says that they showed who they are just now, and not some time ago
    """

    issuer: str
    subject: str
    number: str
    name: str
    anew: bool = False

    @classmethod
    def of(cls, claims: Mapping[str, Any], identity: Identity, *, begun_at: float) -> "Attested":
        """Take of the token what we asked for."""
        names = (str(claims.get(part, "")) for part in ("given_name", "family_name"))
        return cls(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"]),
            number=str(claims.get(identity.claim, "")).replace(" ", "").upper(),
            name=" ".join(name for name in names if name),
            anew=oidc.has_signed_in_since(claims, begun_at),
        )


def begin(request: HttpRequest, language: str, *, anew: bool = False) -> oidc.Begun:
    """Prepare a sign-in with the provider. Raises NoProvider, OutboundFailed, NotProven."""
    with _provider() as (client, outbound):
        return oidc.begin(
            client, outbound, redirect_uri=_back(request), scope=country().identity.scope, language=language, anew=anew
        )


def finish(request: HttpRequest, *, code: str, verifier: str, nonce: str, begun_at: float) -> Attested:
    """Ask the provider whom it let in, after an instant. Raises NoProvider, OutboundFailed, NotProven."""
    with _provider() as (client, outbound):
        claims = oidc.finish(client, outbound, code=code, verifier=verifier, nonce=nonce, redirect_uri=_back(request))
    return Attested.of(claims, country().identity, begun_at=begun_at)


def enter(request: HttpRequest, attested: Attested) -> Opened | None:
    """Sign in whom we know already; None where the account or its person is still to be confirmed.

    Raises   AccountClosed
    """
    with acting_as(DOOR):
        account = _account(attested)
        if account is None or own_person_known(account_id=account.id) is None:
            return None
        return _entered(request, account, anew=attested.anew)


def confirm(request: HttpRequest, attested: Attested) -> Opened:
    """Open the account of somebody new, link it to the person whom the provider names, and sign in.

    Raises   AccountClosed, NobodyKnown, AlreadyLinked
    """
    with acting_as(DOOR):
        person = _person(attested)
        if person is None:
            raise NobodyKnown("No register knows this number.")
        account = _account(attested) or open_citizen_account(issuer=attested.issuer, subject=attested.subject)
        link_account(
            account_id=account.id,
            account_kind="citizen",
            person=person,
            confirmed_by=country().identity.partner,
            on=clock.today(),
        )
        return _entered(request, account, anew=attested.anew)


def is_known(attested: Attested) -> bool:
    """Whether the registers know the person whom the provider names."""
    with acting_as(DOOR):
        return _person(attested) is not None


def leave(request: HttpRequest) -> bool:
    """End the session of this browser; says whether there was one."""
    session = at_the_door(request, "citizen").live
    if session is not None:
        with acting_as(DOOR):
            end_session(session=session, why=Session.Why.SIGNED_OUT)
    return session is not None


def way_out(request: HttpRequest, language: str) -> str:
    """Where the browser signs out at the provider too, and comes back from; empty where that is not to be had now.

    Our own session has ended before: whatever the provider does, nobody is signed in here.
    """
    back_to = request.build_absolute_uri(reverse("portal:signed-out"))
    try:
        with _provider() as (client, outbound):
            return oidc.way_out(client, outbound, back_to=back_to, language=language)
    except (NoProvider, OutboundFailed, oidc.NotProven):
        return ""


def _entered(request: HttpRequest, account: Account, *, anew: bool) -> Opened:
    there = at_the_door(request, "citizen")
    if there.live is not None:
        end_session(session=there.live, why=Session.Why.REPLACED)
    opened = open_session(account=account, second_factor=anew, device=device_of(request))
    before = there.live or (there.ended if kept.has_kept(request, "citizen") else None)
    # Whoever was asked to show again who they are, or typed something, for somebody else goes on for them; each page
    # asks for the mandate anew.
    if before is not None and before.account_id == account.id and before.acts_for:
        opened = act_for(session=opened.session, person=before.acts_for)
    return opened


def _account(attested: Attested) -> Account | None:
    found = Account.objects.filter(kind=AccountKind.CITIZEN, issuer=attested.issuer, subject=attested.subject).first()
    if found is not None and found.closed_at is not None:
        raise AccountClosed("This account is closed.")
    return found


def _person(attested: Attested) -> UUID | None:
    if not attested.number:
        return None
    return person_at_the_door(scheme=country().identity.scheme, number=attested.number)


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("portal:sign-in-back"))


@contextmanager
def _provider() -> Iterator[tuple[oidc.Client, Outbound]]:
    entry = settings.JANUA_PARTNERS.get(country().identity.partner)
    if entry is None:
        raise NoProvider("No identity provider is named in JANUA_PARTNERS.")
    address = str(entry["address"]).rstrip("/")
    client = oidc.Client(
        issuer=str(entry.get("issuer") or address),
        address=address,
        client_id=str(entry["client_id"]),
        secret=str(entry.get("client_secret", "")),
        acr=tuple(str(entry.get("acr", "")).split()),
    )
    # Some providers keep their keys at another address than their description.
    allowed = [address, *(str(more) for more in entry.get("also", ()))]
    with Outbound(allowed, limits=_LIMITS, allow_loopback_http=settings.JANUA_ENV != "production") as outbound:
        yield client, outbound
