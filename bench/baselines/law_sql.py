"""The reference law as one who knows DuckDB would write it by hand: one query, thresholds worked out beforehand."""

from datetime import date

from bench.law_world import ON


def _born(years: int) -> int:
    """Number of the day on which one must be born to complete these years on the legal date."""
    return date(ON.year - years, ON.month, ON.day).toordinal()


PERSONS = f"""
SELECT unit, income_paid + grant_paid AS income, weight, young, older, grown
FROM (
  SELECT *,
    earnings + fact_pension - contribution - greatest(tax - credit, 0) AS income_paid,
    CASE WHEN fact_student = 1 AND fact_date_of_birth > {_born(27)}
      THEN greatest(31000 - (2 * earnings * 35 + 100) // 200, 0) ELSE 0 END AS grant_paid
  FROM (
    SELECT *,
      (2 * (least(taxable, 50000) * 10 + least(greatest(taxable - 50000, 0), 100000) * 20
        + least(greatest(taxable - 150000, 0), 250000) * 30 + greatest(taxable - 400000, 0) * 40) + 100) // 200 AS tax,
      CASE WHEN fact_disabled = 1 THEN 12000 WHEN fact_date_of_birth <= {_born(67)} THEN 8000 ELSE 0 END AS credit,
      CASE WHEN child THEN 30 WHEN fact_disabled = 1 THEN 80 ELSE 60 END AS weight,
      CASE WHEN fact_date_of_birth > {_born(6)} THEN 1 ELSE 0 END AS young,
      CASE WHEN child AND fact_date_of_birth <= {_born(6)} THEN 1 ELSE 0 END AS older,
      CASE WHEN child THEN 0 ELSE 1 END AS grown
    FROM (
      SELECT *, greatest(earnings + fact_pension - contribution - 85000, 0) AS taxable
      FROM (
        SELECT unit, fact_date_of_birth, fact_pension, fact_disabled, fact_student,
          fact_wage + greatest(fact_business_income, 0) AS earnings,
          (2 * least(fact_wage, 450000) * 145 + 1000) // 2000 AS contribution,
          fact_date_of_birth > {_born(18)} AS child
        FROM members))))
"""
HOUSEHOLDS = f"""
SELECT unit, CAST(sum(income) AS BIGINT) AS income, CAST(sum(weight) AS BIGINT) AS weights,
  CAST(sum(young) AS BIGINT) AS young, CAST(sum(older) AS BIGINT) AS older, max(grown) AS grown
FROM ({PERSONS}) GROUP BY unit
"""
_HALF_UP = (
    "CASE WHEN {top} >= 0 THEN (2 * ({top}) + {den}) // ({den} * 2) ELSE -((-2 * ({top}) + {den}) // ({den} * 2)) END"
)
UNITS = f"""
SELECT unit, outcome, CASE WHEN outcome = 0 THEN CASE WHEN gap < 1000 THEN 0 ELSE gap END END AS amount,
  CASE WHEN outcome = 0 THEN 0 ELSE 2 END AS amount_kind, failed, 0 AS missing
FROM (
  SELECT unit, failed, CASE WHEN failed = 0 THEN 0 ELSE 1 END AS outcome,
    greatest(needs - greatest(income, 0), 0) + greatest(least(fact_rent, rent_cap) - greatest(own, 0), 0)
      + young * greatest(9500 - taper, 0) + older * greatest(7240 - taper, 0) AS gap
  FROM (
    SELECT *, (2 * greatest(by_weight - 140000, 0) * 8 + 100) // 200 AS taper
    FROM (
      SELECT unit, income, young, older, fact_rent,
        (2 * 93250 * weights + 100) // 200 AS needs, (2 * 64500 * weights + 150) // 300 AS rent_cap,
        {_HALF_UP.format(top="income * 27", den="100")} AS own,
        {_HALF_UP.format(top="income * 100", den="weights")} AS by_weight,
        CASE WHEN grown = 1 THEN 0 ELSE 1 END + CASE WHEN fact_assets <= 1600000 THEN 0 ELSE 2 END AS failed
      FROM ({HOUSEHOLDS}) JOIN units USING (unit))))
"""
