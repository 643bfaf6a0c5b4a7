"""Put into a running demo what its story leaves out, so that every page of the faces has something to show.

    python -m tests.browser.furnish FOLDER

In a process of its own, signed in as the faces are; everything by the product's own actions. The officers of Gozo hold
every role there and nowhere else: what lies in Malta is foreign to them.
"""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from demo.installation import Installation
from demo.staff import set_up_staff
from demo.walkthrough.people import OFFICERS, Known, Officer, engage_officers, sign_up
from demo.walkthrough.signing_in import signed_in, start_face
from demo.walkthrough.stage import TODAY

GOZO = tuple(
    Officer(f"gozo-{one.login}", f"{one.name} of Gozo", one.role, office="hub-gozo", area="gozo")
    for one in OFFICERS
    if one.login != "administrator-2"
)
LATER = TODAY + timedelta(days=14)


class Furnisher:
    """Acts as one after the other of the demo's people."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.known = Known(installation.folder / "population")
        self.officers = engage_officers(installation) | engage_officers(installation, GOZO)
        set_up_staff(installation, (*OFFICERS, *GOZO))

    def officer(self, login: str) -> Any:
        """Act as an officer."""
        return signed_in(self.installation, "workbench", self.officers[login], purpose="furnishing")

    def citizen(self, family: str, role: str = "mother") -> tuple[UUID, Any]:
        """Who a member of a family is, and a way to act as them."""
        found = sign_up(self.installation, self.known.family(family)[role], on=TODAY)
        return found.person, signed_in(self.installation, "portal", found.actor, purpose="furnishing")

    def furnish(self) -> None:
        """Everything, one after the other."""
        self.notice_of_a_refusal()
        self.question()
        self.reconsideration()
        self.note()
        self.account_change()
        self.consents()
        self.mandate()
        self.hold()
        self.role()
        self.link()
        self.hand_over()
        self.urgent_access()
        self.transfer()
        self.look_hold()
        self.look_alert()
        self.retention()

    def notice_of_a_refusal(self) -> None:
        """Stephania is told what is intended for one of her claims."""
        from janua.casework.actions.decision import intend_refusal

        with self.officer("decision"):
            claim, assessment = _to_refuse(self.officers["decision"].account_id)
            intend_refusal(claim=claim, assessment=assessment, on=TODAY, answer_days=14)

    def question(self) -> None:
        """Carmen is asked for a paper."""
        from janua.casework.actions.question import ask_person
        from janua.casework.models import Claim

        person, _ = self.citizen("contradiction")
        with self.officer("case"):
            claim = Claim.objects.filter(claimant=person).order_by("programme")[0]
            ask_person(claim=claim.id, kind="say", text="Where did you work in 2024?", answer_by=LATER, on=TODAY)

    def reconsideration(self) -> None:
        """Maria asks to look at a decision again."""
        from janua.casework.actions.reconsideration import ask
        from janua.casework.models import Decision

        person, acting = self.citizen("walkthrough")
        with acting:
            decision = Decision.objects.filter(claim__claimant=person, claim__programme="MT-CA")[0]
            ask(decision=decision.id, grounds="My income of 2024 was less.", on=TODAY)

    def note(self) -> None:
        """A note in Maria's file."""
        from janua.casework.actions.note import write_note
        from janua.casework.models import Case

        person, _ = self.citizen("walkthrough")
        with self.officer("case"):
            write_note(case=Case.objects.get(holder=person).id, text="She will come back with a letter.", on=TODAY)

    def account_change(self) -> None:
        """Maria names another account, which waits for its second person."""
        from demo.population.mt.numbers import iban
        from janua.payments.actions.account import propose

        person, acting = self.citizen("walkthrough")
        with acting:
            propose(payee=person, number=iban("9900116L"), holder_name="Maria Borg", reason="another bank", on=TODAY)

    def consents(self) -> None:
        """Maria is asked by her husband for a consent, and has given one."""
        from janua.registers.actions.consents import ask_for_consent
        from janua.registers.actions.mandates import give_consent

        mother, acting = self.citizen("walkthrough")
        father, asking = self.citizen("walkthrough", "father")
        with asking:
            ask_for_consent(asker=father, asked=mother, purpose="values", on=TODAY)
        with acting:
            give_consent(person=mother, purpose="values", recipient=str(father), starts_on=TODAY, on=TODAY)

    def mandate(self) -> None:
        """Maria gives her husband a mandate."""
        from janua.registers.actions.mandates import grant_mandate

        mother, acting = self.citizen("walkthrough")
        father, _ = self.citizen("walkthrough", "father")
        with acting:
            grant_mandate(
                giver=mother, holder=father, scope=["apply"], ground="given by the person", starts_on=TODAY, on=TODAY
            )

    def hold(self) -> None:
        """Payments to Anna are held."""
        from janua.payments.actions.hold import open_hold

        person, _ = self.citizen("expecting")
        with self.officer("prepares"):
            open_hold(person=person, reason="account", on=TODAY)

    def role(self) -> None:
        """An administrator proposes a role for a colleague."""
        from janua.base.accounts.actions.role import propose_role
        from janua.base.areas.models import Area

        receives = self.officers["second-look"].account_id
        assert receives
        with self.officer("administrator"):
            area = Area.objects.get(code="malta")
            propose_role(account_id=receives, role_code="supervisor", area=area, starts_on=TODAY, on=TODAY)

    def link(self) -> None:
        """An administrator asks for the link of a colleague, which a second one has to confirm."""
        from janua.base.accounts.actions.invitation import invite
        from janua.base.accounts.models import StaffProfile

        with self.officer("administrator"):
            invite(staff=StaffProfile.objects.get(account=self.officers["steward"].account_id), on=TODAY)

    def hand_over(self) -> None:
        """Whoever has a task of Carmen's chooses a colleague against the lot, which a third person confirms."""
        from janua.casework.actions.hand_over import Receiver, hand_over
        from janua.casework.models import Task

        person, _ = self.citizen("contradiction")
        with self.officer("supervisor"):
            task = Task.objects.filter(person=person, state="open", kind="rule_on_discrepancy").order_by("id")[0]
        owner = next(login for login, actor in self.officers.items() if actor.account_id == task.owner_id)
        named = next(login for login in ("case", "decision", "steward") if login != owner)
        with self.officer(owner):
            to = Receiver(named=self.officers[named].account_id)
            hand_over(task=task.id, reason="skill", words="Knows the family's papers.", to=to, on=TODAY)

    def urgent_access(self) -> None:
        """An officer of Gozo opens a file of Malta in urgency."""
        from janua.registers.actions.urgent import break_glass, seek

        with self.officer("gozo-case"):
            person = seek(number=self.known.family("blue_card")["mother"], on=TODAY)
            assert person
            break_glass(person=person, reason="She stands at the desk in Gozo with a sick child.", on=TODAY)

    def transfer(self) -> None:
        """Another office of Malta is asked to take Stephania's case."""
        from janua.base.areas.models import Office
        from janua.casework.actions.transfer import transfer_case
        from janua.casework.models import Case

        with self.officer("supervisor"):
            case = Case.objects.get(holder__family_name="Pace")
            to = Office.objects.exclude(id=case.office_id).exclude(code__icontains="gozo").order_by("id")[0]
            words = "The aunt who takes the child in lives there. The answer to the notice is due soon."
            transfer_case(case=case.id, to_office=to.id, reason="moved", words=words, on=TODAY)

    def look_hold(self) -> None:
        """A supervisor asks that looks at one mother are shown to her later."""
        from janua.registers.actions.look_holds import ask_for_look_hold
        from janua.registers.models import Person

        with self.officer("supervisor"):
            number = self.known.family("blue_card")["mother"]
            ask_for_look_hold(
                person=Person.objects.get(identifier=number).id,
                ground="violence",
                law="Domestic Violence Act, Cap. 581, art. 5",
                reason="He reads her telephone. She is looking for a place in a shelter.",
                since=TODAY,
                ends_on=TODAY + timedelta(days=90),
                office=None,
                on=TODAY,
            )

    def retention(self) -> None:
        """A legal hold waits for the second person, and so does a list of whom nothing keeps any longer."""
        from janua.base.actors import system_actor
        from janua.base.areas.models import Area
        from janua.base.clock import now
        from janua.base.retention.actions.hold import ask_for_hold
        from janua.base.retention.models import ErasureItem, ErasureList
        from janua.registers.models import Person

        with self.officer("records"):
            held = Person.objects.get(identifier=self.known.family("three_generations")["grandmother"])
            ask_for_hold(
                person=held.id,
                area_id=held.kept_in or 0,
                ground="proceedings",
                law="Code of Organization and Civil Procedure, Cap. 12, art. 637",
                reason="The court has asked for the file.",
                ends_on=TODAY + timedelta(days=400),
                on=TODAY,
            )
        with signed_in(self.installation, "work", system_actor("keeper"), purpose="furnishing"):
            row = ErasureList(area=Area.objects.get(parent__isnull=True), found_on=TODAY, found_at=now())
            row.save(force_insert=True)
            ErasureItem.objects.create(
                erasure_list=row, person_id=held.id, last_on=TODAY - timedelta(days=4000), kinds=["case"], state="found"
            )

    def look_alert(self) -> None:
        """An officer looked at many more people than usual."""
        from janua.base.actors import system_actor
        from janua.base.areas.models import Area
        from janua.base.clock import now
        from janua.registers.models import LookAlert

        looks = self.officers["case"].account_id
        assert looks is not None
        with signed_in(self.installation, "work", system_actor("keeper"), purpose="furnishing"):
            LookAlert.objects.create(
                kind="persons", account_id=looks, area=Area.objects.get(code="malta"),
                on=TODAY, at=now(), looks=180, usual=24, days=17, peers=31, colleagues=6,
            )  # fmt: skip


def _to_refuse(officer: UUID | None) -> tuple[UUID, UUID]:
    """A claim of Stephania's that the lot gave to an officer."""
    from janua.casework.models import Assessment, Claim, Task

    mine = Task.objects.filter(owner_id=officer, state="open", object_type="claim").values("object_id")
    waiting = Claim.objects.filter(state="assessed", claimant__family_name="Pace", id__in=mine)
    claim = waiting.order_by("programme")[0]
    newest = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on")[0]
    return claim.id, newest.id


def main(folder: Path) -> None:
    """Furnish the demo of a state folder."""
    installation = Installation.at(folder / "demo")
    start_face(installation)
    Furnisher(installation).furnish()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
