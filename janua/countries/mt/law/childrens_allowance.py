"""Children's Allowance: for each child under 16 in care and custody, by the family's income two years back."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    QUARTER,
    WEEK,
    Date,
    Window,
    age,
    alternative,
    amount,
    any_of,
    calendar_year,
    clip,
    condition,
    count,
    covered,
    day,
    first_day,
    held,
    known,
    max,
    min,
    months_before,
    per,
    programme,
    round_half_up,
    rule,
    total,
    weeks,
    window,
    year_of,
)

from .shared import (
    claim_day,
    is_a_refugee_on,
    is_maltese_on,
    is_of_a_charter_state_on,
    is_of_the_union_on,
    paid_from,
    works_with_a_permit_on,
)

programme(
    "MT-CA",
    unit="family",
    parameters=PERIOD_FIRST,
    period=QUARTER,
    currency=EUR,
    citation="Cap. 318, Part VI; means by the Second Schedule",
    title="Children's Allowance",
)

# --- The child, week by week ------------------------------------------------------------------------------------------


@rule("Claims started by the registration of a birth", of=PERSON, mark="A")
def is_claimed_for(started_by, event_on, date_of_birth):
    """Whether the claim is about this child: every child, or only those of the birth that started it."""
    return started_by != "birth" or date_of_birth == event_on


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def is_under_16_in(week: Window, is_claimed_for, date_of_birth, date_of_death, p):
    """Whether the child is born, alive and under 16 on the first day of the week."""
    if not is_claimed_for or date_of_birth > week.first:
        return False
    if known(date_of_death) and date_of_death < week.first:
        return False
    return age(date_of_birth, week.first) < p.childrens_allowance.child_age


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def is_at_home_in(week: Window, is_under_16_in, in_care):
    """Whether the child is under 16 and not in foster or residential care on the first day of the week."""
    return is_under_16_in(week) and not held(in_care, week.first)


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def is_paid_in(week: Window, is_at_home_in, custody_from, custody_to, paid_from, family_qualifies_on):
    """Whether the week is paid: every condition is met on its first day and the claim reaches back to it."""
    if week.first < paid_from or not is_at_home_in(week):
        return False
    if known(custody_from) and week.first < custody_from:
        return False
    if known(custody_to) and week.first > custody_to:
        return False
    return family_qualifies_on(week.first)


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def weeks_paid(is_paid_in, period, p):
    """Weeks of the quarter that are paid for the child."""
    met = count(week for week in weeks(period, p.childrens_allowance.weeks_in_quarter) if is_paid_in(week))
    if met > 0 and p.childrens_allowance.mid_quarter_change == "whole_quarter":
        return p.childrens_allowance.weeks_in_quarter
    return met


# --- Conditions -------------------------------------------------------------------------------------------------------


@rule("Cap. 318, Part VI")
def deciding_day(claim_day, period):
    """The day on which the family's right is tested: the claim, but not before or after the quarter paid for."""
    return clip(claim_day, period.first, period.last)


@condition("Cap. 318, Part VI: care and custody of a child under 16", since="2008-01-01")
def has_a_child_under_16(children, period, p):
    """A child under 16 is in the claimant's care and custody."""
    return any(
        any(child.is_under_16_in(week) for week in weeks(period, p.childrens_allowance.weeks_in_quarter))
        or child.weeks_as_young_person > 0
        for child in children
    )


@condition("Cap. 318, Part VI: not in foster or residential care", since="2008-01-01")
def a_child_lives_at_home(children, has_a_child_under_16, period, p):
    """The child is not in foster or residential care."""
    return not has_a_child_under_16 or any(
        any(child.is_at_home_in(week) for week in weeks(period, p.childrens_allowance.weeks_in_quarter))
        or child.weeks_as_young_person > 0
        for child in children
    )


@alternative("Cap. 318, Part VI: citizen of Malta")
def a_parent_is_maltese(parents, deciding_day):
    """A parent is a Maltese citizen."""
    return any(parent.is_maltese_on(deciding_day) for parent in parents)


@alternative("Cap. 318, Part VI: married to or in civil union with a citizen of Malta")
def a_parent_is_married_to_a_maltese(spouses, deciding_day):
    """A parent is married to or in civil union with a Maltese citizen."""
    return any(spouse.is_maltese_on(deciding_day) for spouse in spouses)


@alternative("Cap. 318, Part VI: citizen of the European Union", since="2008-01-01")
def a_parent_is_of_the_union(parents, deciding_day):
    """A parent is a citizen of the European Union."""
    return any(parent.is_of_the_union_on(deciding_day) for parent in parents)


@alternative("Cap. 318, Part VI: citizen of a state of the European Social Charter", since="2008-01-01")
def a_parent_is_of_a_charter_state(parents, deciding_day):
    """A parent is a citizen of a state of the European Social Charter."""
    return any(parent.is_of_a_charter_state_on(deciding_day) for parent in parents)


@alternative("Cap. 318, Part VI: refugee")
def a_parent_is_a_refugee(parents, deciding_day):
    """A parent is a recognised refugee."""
    return any(parent.is_a_refugee_on(deciding_day) for parent in parents)


@alternative("Cap. 318, Part VI: third-country national in employment with a valid permit", since="2008-01-01")
def a_parent_works_with_a_permit(parents, deciding_day):
    """A parent works in Malta with a valid permit, for long enough where the permit asks it."""
    return any(parent.works_with_a_permit_on(deciding_day) for parent in parents)


@condition("Cap. 318, Part VI: citizenship or right of one parent", since="2008-01-01")
def a_parent_qualifies(
    a_parent_is_maltese,
    a_parent_is_married_to_a_maltese,
    a_parent_is_of_the_union,
    a_parent_is_of_a_charter_state,
    a_parent_is_a_refugee,
    a_parent_works_with_a_permit,
):
    """One parent has the citizenship or the right to live and work that the law asks for."""
    return any_of(
        a_parent_is_maltese,
        a_parent_is_married_to_a_maltese,
        a_parent_is_of_the_union,
        a_parent_is_of_a_charter_state,
        a_parent_is_a_refugee,
        a_parent_works_with_a_permit,
    )


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def qualifies_on(
    when: Date,
    is_maltese_on,
    is_of_the_union_on,
    is_of_a_charter_state_on,
    is_a_refugee_on,
    works_with_a_permit_on,
):
    """Whether the parent's own citizenship or right suffices on the day."""
    return (
        is_maltese_on(when)
        or is_of_the_union_on(when)
        or is_of_a_charter_state_on(when)
        or is_a_refugee_on(when)
        or works_with_a_permit_on(when)
    )


@rule("Cap. 318, Part VI", since="2008-01-01", mark="A")
def family_qualifies_on(when: Date, claimant, parents, spouses):
    """Whether on the day the claimant lives in Malta and a parent qualifies."""
    if not held(claimant.resident_in_malta, when):
        return False
    return any(parent.qualifies_on(when) for parent in parents) or any(spouse.is_maltese_on(when) for spouse in spouses)


@condition("Cap. 318, Part VI: three months of residence before the application", since="2008-01-01")
def has_lived_in_malta_three_months(claimant, claim_day, p):
    """The claimant has lived in Malta for the three months before the application or the birth."""
    return held(claimant.resident_in_malta, claim_day) and covered(
        claimant.resident_in_malta, months_before(claim_day, p.shared.minimum_residence_months)
    )


@condition("Cap. 318, Part VI: residence in Malta", mark="A")
def lives_in_malta(claimant, deciding_day):
    """The claimant lives in Malta in the quarter paid for."""
    return held(claimant.resident_in_malta, deciding_day)


@condition("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def has_a_week_to_pay(
    children,
    has_a_child_under_16,
    a_child_lives_at_home,
    a_parent_qualifies,
    has_lived_in_malta_three_months,
    lives_in_malta,
):
    """At least one week of the quarter meets every condition and is not more than six months before the claim."""
    if not (has_a_child_under_16 and a_child_lives_at_home and a_parent_qualifies):
        return True
    if not (has_lived_in_malta_three_months and lives_in_malta):
        return True
    return any(child.weeks_paid > 0 or child.weeks_as_young_person > 0 for child in children)


# --- Income -----------------------------------------------------------------------------------------------------------


@rule("Second Schedule: income of the calendar year two years before", since="2008-01-01")
def income_year(period, p):
    """The calendar year whose income counts."""
    return year_of(period.first) - p.childrens_allowance.income_years_back


@rule("Second Schedule: gross income from employment", of=PERSON, since="2008-01-01")
def earnings(employment_income, income_year):
    """Gross income from employment in the year of income; statements of other years say nothing of this one."""
    year = calendar_year(income_year)
    ever = window(day(1900, 1, 1), day(2149, 12, 31))
    other_years_only = count(employment_income, ever) > 0 and first_day(employment_income, year) > year.last
    return 0 if other_years_only else total(employment_income, year)


@rule("Second Schedule: means", of=PERSON, since="2008-01-01")
def means(
    earnings,
    self_employment_income,
    rental_income,
    bank_interest,
    pension_income,
    maintenance_income,
    other_income,
    income_year,
):
    """Everything received in the year of income."""
    year = calendar_year(income_year)
    return (
        earnings
        + total(self_employment_income, year)
        + total(rental_income, year)
        + total(bank_interest, year)
        + total(pension_income, year)
        + total(maintenance_income, year)
        + total(other_income, year)
    )


@rule("Second Schedule: social-security contributions are deducted", of=PERSON, since="2008-01-01", until="2024-12-31")
def deductions(social_security_contributions, income_year):
    """Social-security contributions paid in the year of income."""
    return total(social_security_contributions, calendar_year(income_year))


@rule("Ministry, December 2024: income tax is deducted as well", of=PERSON, since="2025-01-01", mark="N")
def deductions(social_security_contributions, income_tax_paid, income_year):
    """Social-security contributions and income tax paid for the year of income."""
    year = calendar_year(income_year)
    return total(social_security_contributions, year) + total(income_tax_paid, year)


@rule("Second Schedule: reckonable income of the claimant and the partner", since="2008-01-01")
def reckonable_income(adults):
    """Income of claimant and partner less what is deducted; a negative total counts as 0."""
    return max(sum(adult.means - adult.deductions for adult in adults), 0)


@rule("Joint custody: one assessment, on the income recorded for the award", of=PERSON, since="2008-01-01", mark="A")
def income_of_award(joint_custody, income_recorded_for_award, reckonable_income, p):
    """The income that decides for the child: under joint custody the recorded one, the same for both parents."""
    if not joint_custody or p.childrens_allowance.joint_custody_income == "each_parent":
        return reckonable_income
    if known(income_recorded_for_award):
        return max(income_recorded_for_award, 0)
    return reckonable_income


# --- The rate ---------------------------------------------------------------------------------------------------------


@rule("Cap. 318, Part VI: rate by income", of=PERSON, since="2008-01-01", until="2023-12-31")
def weekly_rate(started_by, income_of_award, p):
    """Rate of a week for the child: a share of what the income leaves below the ceiling, between the two limits."""
    if started_by == "birth":
        return p.childrens_allowance.weekly_minimum
    below_ceiling = p.childrens_allowance.income_ceiling - income_of_award
    by_income = per(WEEK, below_ceiling * p.childrens_allowance.rate / 52)
    between = clip(by_income, p.childrens_allowance.weekly_minimum, p.childrens_allowance.weekly_maximum)
    return round_half_up(between, to=CENT, place="weekly rate")


@rule("Cap. 318, Part VI: rate by income, above the limit the lowest rate", of=PERSON, since="2024-01-01")
def weekly_rate(started_by, income_of_award, p):
    """Rate of a week for the child: the lowest above the limit, else a share of what the income leaves below it."""
    if started_by == "birth":
        return p.childrens_allowance.weekly_minimum
    if income_of_award > p.childrens_allowance.minimum_from or income_of_award > p.childrens_allowance.income_ceiling:
        return p.childrens_allowance.weekly_minimum
    below_ceiling = p.childrens_allowance.income_ceiling - income_of_award
    by_income = per(WEEK, below_ceiling * p.childrens_allowance.rate / 52)
    between = clip(by_income, p.childrens_allowance.weekly_minimum, p.childrens_allowance.weekly_maximum)
    return round_half_up(between, to=CENT, place="weekly rate")


@rule("Cap. 318, Part VI", of=PERSON, since="2008-01-01")
def whole_payment(weekly_rate, weeks_paid):
    """The quarter of the child, before joint custody halves it."""
    return per(QUARTER, weekly_rate * weeks_paid)


@rule("Cap. 318, Part VI", since="2008-01-01")
def payment_in_full(children):
    """The quarter of the children who are not under joint custody."""
    return sum(child.whole_payment for child in children if child.weeks_paid > 0 and not child.joint_custody)


@rule("Joint custody: each parent is paid half", since="2008-01-01")
def payment_of_halves(children):
    """This parent's half of the quarter of the children under joint custody; an odd cent goes to both."""
    whole = sum(child.whole_payment for child in children if child.weeks_paid > 0 and child.joint_custody)
    return round_half_up(whole / 2, to=CENT, place="half under joint custody")


# --- Young persons: an older rule, shipped switched off ---------------------------------------------------------------


@rule("Older page on young persons, without date", of=PERSON, since="2008-01-01")
def weeks_as_young_person(date_of_birth, student_without_stipend, registering_for_first_job, period, p):
    """Weeks of the quarter from 16 to 20 as a student without stipend or while registering for a first job."""
    if p.childrens_allowance.young_persons == "not_paid":
        return 0
    if not (student_without_stipend or registering_for_first_job):
        return 0
    return count(
        week
        for week in weeks(period, p.childrens_allowance.weeks_in_quarter)
        if p.childrens_allowance.child_age <= age(date_of_birth, week.first) < p.childrens_allowance.young_person_age
    )


@rule("Older page on young persons, without date", since="2008-01-01")
def payment_for_young_persons(children, started_by, reckonable_income, p):
    """The flat rate for young persons, where income does not exceed the ceiling."""
    flat = sum(child.weeks_as_young_person for child in children)
    if flat == 0 or started_by == "birth" or reckonable_income > p.childrens_allowance.income_ceiling:
        return 0
    return per(QUARTER, p.childrens_allowance.young_person_weekly * flat)


@amount("Cap. 318, Part VI: paid every 13 weeks", since="2008-01-01")
def quarter_payment(payment_in_full, payment_of_halves, payment_for_young_persons):
    """What is paid for the quarter."""
    return payment_in_full + payment_of_halves + payment_for_young_persons
