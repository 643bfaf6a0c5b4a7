"""What the calculator asks."""

from janua.pack.questionnaire import CalculatorQuestion, HouseholdKinds, Picture, Questionnaire, of_year, plainly

QUESTIONNAIRE = Questionnaire(
    household=HouseholdKinds(
        partners={"spouse": {"en": "Yes, we are married"}, "cohabitant": {"en": "Yes, we live together"}}, others={}
    ),
    questions=(
        CalculatorQuestion(
            code="school",
            of="child",
            kind="yes_no",
            texts={"en": "Does this child go to school this year?"},
            attributes=("at_school",),
            facts=plainly("at_school"),
            evidence={"en": "Letter of the school"},
        ),
        CalculatorQuestion(
            code="earned",
            of="adult",
            kind="money",
            texts={"en": "How much did you earn in the year before?"},
            attributes=("yearly_income",),
            facts=of_year("yearly_income", 1),
            per={"en": "in the whole year"},
            most=1_000_000,
            evidence={"en": "Tax statement of that year"},
        ),
    ),
    pictures=(Picture(programme="ZZ-SCHOOL", over="earned", most=40_000, across={"en": "what you earn in a year"}),),
)
