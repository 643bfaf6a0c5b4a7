"""Rules that several Maltese benefits read: the day a claim counts from, citizenship, the right to live and work."""

from janua.rules.language import (
    PERSON,
    Count,
    Date,
    Money,
    add_days,
    add_months,
    add_years,
    age,
    clip,
    entry,
    held,
    rule,
    since,
    year_of,
)


@rule("Cap. 318, Part VI; claims started by the registration of a birth", mark="A")
def claim_day(started_by, applied_on, event_on):
    """The day from which residence is counted back: the application, or the birth that started the claim."""
    if started_by == "birth":
        return event_on
    return applied_on


@rule("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def paid_from(claim_day, p):
    """A periodic claim is paid from six months before it at the earliest."""
    return add_months(claim_day, -p.shared.claim_time_limit_months)


@rule("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def is_in_time(applied_on, event_on, good_cause_for_late_claim, p):
    """Whether a claim about an event came within six months of it, or an officer recorded good cause."""
    return applied_on <= add_months(event_on, p.shared.claim_time_limit_months) or good_cause_for_late_claim


@rule("Ages are attained on the birthday; of 29 February on 1 March in other years", of=PERSON, mark="A")
def birthday(years: Count, date_of_birth):
    """The birthday on which so many years are completed."""
    kept = add_years(date_of_birth, clip(years, 0, 130))
    if age(date_of_birth, kept) < years:
        return add_days(kept, 1)
    return kept


@rule("Cap. 318, Part V: pension age by year of birth", of=PERSON, since="2008-01-01")
def pension_birthday(date_of_birth, birthday, p):
    """The day on which the pension age is reached."""
    return birthday(entry(p.shared.pension_age, year_of(date_of_birth)))


@rule("Cap. 318, art. 90: only the more favourable of two", since="2008-01-01")
def is_more_favourable(award: Money, claimant):
    """Whether no other benefit under the article is paid, or this one is higher."""
    return claimant.other_benefit_weekly == 0 or award > claimant.other_benefit_weekly


@rule("Cap. 318, Part VI", of=PERSON)
def is_maltese_on(day: Date, citizenship):
    """Whether the person is a Maltese citizen on the day."""
    return held(citizenship, day, value="MT")


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def is_of_the_union_on(day: Date, citizenship, p):
    """Whether the person is a citizen of a member state of the European Union on the day."""
    return held(citizenship, day, value=p.shared.european_union)


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def is_of_a_charter_state_on(day: Date, citizenship, p):
    """Whether the person is a citizen of a state of the European Social Charter on the day."""
    return held(citizenship, day, value=p.shared.european_social_charter)


@rule("Cap. 318, Part VI", of=PERSON)
def is_a_refugee_on(day: Date, refugee):
    """Whether the person is a recognised refugee on the day."""
    return held(refugee, day)


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def works_with_a_permit_on(day: Date, residence_permit, employment, p):
    """Whether the person works with a valid permit: from the sixth month of work, or at once with a protected one."""
    if not held(employment, day):
        return False
    if held(residence_permit, day, value=("blue_card", "international_protection", "humanitarian_protection")):
        return True
    if not held(residence_permit, day, value="residence_or_work"):
        return False
    return add_months(since(employment, day), p.shared.employment_month_of_permit_holders - 1) <= day
