"""Pages for what went wrong: what happened, that nothing is lost, and what to do next."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.door.problems import Middleware, Problem, ProblemPages
from janua.base.accounts.permissions import NotPermitted
from janua.base.documents.store import DocumentMissing
from janua.base.notices.actions import NotAddressee
from janua.base.notices.actions import WrongState as NoticeMovedOn
from janua.casework.actions.application import KeyUsedOtherwise
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.actions.reconsideration import ChallengeLate
from janua.casework.states import WrongState as CaseMovedOn
from janua.catalogue.permissions import NotPermitted as NotPublished
from janua.catalogue.queries import NotOnOffer
from janua.payments.states import WrongState as PaymentMovedOn
from janua.registers.actions.mandates import AlreadyEnded

_ABSENT = (
    *(Http404, PermissionDenied, ObjectDoesNotExist, NotPermitted, NotPublished, NotOnOffer),
    *(DocumentMissing, NotAddressee),
)
_MOVED_ON = (
    *(CaseMovedOn, PaymentMovedOn, NoticeMovedOn, NoticeOutstanding, AssessmentOutdated),
    *(AlreadyEnded, KeyUsedOtherwise),
)

NOT_HERE = Problem(
    404,
    _("This page is not here"),
    (
        _("The address may be wrong, or the page was taken away. It can also be that the page is not for you."),
        _("If you typed the address, check it. If you followed a link, begin again from the start page."),
    ),
)
MOVED_ON = Problem(
    409,
    _("Something has changed since you opened the page"),
    (
        _("Perhaps you did this already in another window, or we took the next step. Nothing was done twice."),
        _("Open your applications to see how things stand now."),
    ),
    tells=True,
)
TOO_LATE = Problem(
    409,
    _("The time for this is over"),
    (_("You can still ask us about it: call or visit an office. There may be other ways, and asking is free."),),
    tells=True,
)
REFUSED = Problem(
    400,
    _("We could not read what was sent"),
    (_("Go back, load the page again and repeat what you did. If you sent a file, it may be too large."),),
)

PAGES = ProblemPages(
    face="portal",
    by_error=(((ChallengeLate,), TOO_LATE), (_MOVED_ON, MOVED_ON), (_ABSENT, NOT_HERE)),
    not_here=NOT_HERE,
    unreadable=REFUSED,
)
not_here, refused, broken, too_old = PAGES.absent, PAGES.refused, PAGES.broken, PAGES.too_old


class ProblemMiddleware(Middleware):
    """The citizens' pages."""

    pages = PAGES
