"""Rules that the general assistance grants and the home grants share: who may claim, need, documents in time."""

from janua.rules.language import PERSON, add_days, known, rule

# --- Conditions -------------------------------------------------------------------------------------------------------


@rule("General assistance: citizens and legal residents", of=PERSON)
def is_citizen_or_legal_resident(status_in_country):
    """Whether the person is a citizen or a legal resident on the day of the application."""
    return status_in_country in ("citizen", "legal_resident")


@rule("Need by an officer's means test, waived for victims of a disaster", mark="N")
def need_is_settled(disaster_recorded, means_test):
    """Whether a disaster is recorded or an officer has done the means test."""
    return disaster_recorded or means_test != "not_done"


@rule("Need by an officer's means test, waived for victims of a disaster", mark="N")
def need_is_not_denied(disaster_recorded, means_test):
    """Whether a disaster is recorded or the means test did not find the income adequate."""
    return disaster_recorded or means_test != "failed"


@rule("Documents within 6 weeks of the application", since="2008-01-01")
def documents_are_in_time(applied_on, on, documents_complete_on, p):
    """Whether all documents arrived, or may still arrive, within the time for them."""
    last = add_days(applied_on, p.shared.document_days)
    if known(documents_complete_on):
        return documents_complete_on <= last
    return on <= last


# --- Months of a grant ------------------------------------------------------------------------------------------------


@rule("A change counts from the month after it; the month of application is paid on its own facts", mark="A")
def month_is_applied_for(applied_on, period):
    """Whether the month is the month of the application or a later one."""
    return applied_on <= period.last
