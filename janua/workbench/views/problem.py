"""Pages for what went wrong in the workbench: what happened, and what to do next."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.actions import account, role
from janua.base.accounts.door.problems import Middleware, Problem, ProblemPages
from janua.base.accounts.permissions import NotPermitted
from janua.base.documents.store import DocumentMissing
from janua.base.notices.actions import NotAddressee
from janua.base.notices.actions import WrongState as NoticeMovedOn
from janua.base.retention import states as retention_states
from janua.casework import states as casework_states
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.actions.reconsideration import ChallengeLate
from janua.catalogue.actions import announcement
from janua.catalogue.permissions import NotPermitted as NotPublished
from janua.catalogue.queries import NotOnOffer
from janua.checks import states as checks_states
from janua.payments import permissions as payments_permissions
from janua.payments import states as payments_states
from janua.registers.actions.accounts import AlreadyLinked
from janua.registers.actions.mandates import AlreadyEnded
from janua.registers.actions.urgent import AlreadyReviewed, NoSuchFile

_ABSENT = (
    *(Http404, PermissionDenied, ObjectDoesNotExist, NotPermitted, NotPublished, NotOnOffer),
    *(DocumentMissing, NoSuchFile, NotAddressee),
)
_MOVED_ON = (
    *(casework_states.WrongState, checks_states.WrongState, payments_states.WrongState, role.WrongState),
    *(
        announcement.WrongState,
        retention_states.WrongState,
        NoticeMovedOn,
        account.AlreadyLeft,
        AlreadyEnded,
        AlreadyReviewed,
    ),
)

NOT_HERE = Problem(
    404,
    _("This page is not here"),
    (
        _(
            "The address may be wrong, the record may lie outside your area, or you may not have the role for it."
            " If your work needs it, ask an administrator of your office."
        ),
    ),
)
MOVED_ON = Problem(
    409,
    _("This has changed since you opened it"),
    (_("Somebody else, or you in another window, has taken a step meanwhile. Nothing was done twice. Open it again."),),
    tells=True,
)
SECOND_PERSON = Problem(
    409,
    _("A second person has to do this"),
    (_("Whoever prepared, wrote or proposed something does not approve it. Ask a colleague who holds the role."),),
    tells=True,
)
BY_ERROR: tuple[tuple[tuple[type[Exception], ...], Problem], ...] = (
    (
        (NoticeOutstanding,),
        Problem(
            409,
            _("The person has to be heard first"),
            (_("Before a decision against a person they get a notice and time to answer. Give the notice, or wait."),),
            tells=True,
        ),
    ),
    (
        (AssessmentOutdated,),
        Problem(
            409,
            _("The facts have changed"),
            (
                _(
                    "What the law says is different now from what you were shown. Look at the new assessment, then"
                    " decide."
                ),
            ),
            tells=True,
        ),
    ),
    (
        (ChallengeLate,),
        Problem(
            409,
            _("The time to ask for another look is over"),
            (_("Tell the person how they may go on: a new application, or an appeal where the law allows it."),),
            tells=True,
        ),
    ),
    (
        (role.ForbiddenPairHeld,),
        Problem(
            409,
            _("These two roles may not be held together"),
            (
                _(
                    "The colleague holds a role that excludes this one. End that role first, or choose another"
                    " colleague."
                ),
            ),
            tells=True,
        ),
    ),
    (
        (AlreadyLinked,),
        Problem(
            409,
            _("This account or person is linked already"),
            (_("An officer ends the earlier link first, after seeing the person's papers."),),
            tells=True,
        ),
    ),
    (
        (
            *(role.SecondPersonNeeded, announcement.SecondPersonNeeded, payments_permissions.SecondPersonNeeded),
            retention_states.SecondPersonNeeded,
        ),
        SECOND_PERSON,
    ),
    (_MOVED_ON, MOVED_ON),
    (_ABSENT, NOT_HERE),
)
REFUSED = Problem(
    400, _("We could not read what was sent"), (_("Go back, load the page again and repeat what you did."),)
)

PAGES = ProblemPages(
    face="workbench",
    by_error=BY_ERROR,
    not_here=NOT_HERE,
    unreadable=REFUSED,
)
not_here, refused, broken, too_old = PAGES.absent, PAGES.refused, PAGES.broken, PAGES.too_old


class ProblemMiddleware(Middleware):
    """The staff's pages."""

    pages = PAGES
