"""Aid by international organisations, found through єДопомога: a fixed sum for each person and three months."""

from janua.rules.language import (
    BOARD_DECIDES,
    ON,
    ONCE,
    PERSON,
    UAH,
    add_days,
    add_months,
    amount,
    calendar_month,
    condition,
    count,
    per,
    programme,
    rule,
    window,
)

programme(
    "UA-EDOP",
    unit="named_family",
    parameters=ON,
    period=ONCE,
    currency=UAH,
    citation="єДопомога: aid by international organisations",
    title="Aid by international organisations through єДопомога",
)


@rule("єДопомога: three paid months and three free months before", since="2022-01-01", mark="A")
def months_looked_at(on, p):
    """The three months before the first paid month and the three months that are paid."""
    first = calendar_month(on).first
    return window(
        add_months(first, -p.organisations_aid.gap),
        add_days(add_months(first, p.organisations_aid.months), -1),
    )


@rule("єДопомога: no person twice in one time, nor within three months", of=PERSON, since="2022-01-01", mark="N")
def is_free(organisations_aid, months_looked_at):
    """Whether the person has no aid of any organisation in the paid months or the three before."""
    return count(organisations_aid, months_looked_at) == 0


@condition("єДопомога: consent", mark="S")
def consents(consents_to_sharing):
    """The applicant agrees that international organisations see the application."""
    return consents_to_sharing


@condition("єДопомога: exclusion of duplicates", since="2022-01-01", mark="S")
def somebody_is_free(family):
    """At least one member gets no aid of another organisation now, and got none in the three months before."""
    return any(member.is_free for member in family)


@condition("єДопомога: organisations choose and decide", if_not=BOARD_DECIDES, mark="S")
def is_chosen(organisation_selected):
    """An international organisation has chosen the family."""
    return organisation_selected


@amount("єДопомога: three months for each person", since="2022-01-01")
def aid(family, p):
    """The sum of three months for each member without other aid."""
    people = count(member for member in family if member.is_free)
    return per(ONCE, p.organisations_aid.monthly * p.organisations_aid.months * people)
