"""Malta's services as blueprints: what each asks, which register answers instead, who decides, by when."""

from janua.countries.mt.services.family import BIRTH_BONUS, CHILDRENS_ALLOWANCE
from janua.countries.mt.services.work import UNEMPLOYMENT_BENEFIT

SERVICES = (CHILDRENS_ALLOWANCE, BIRTH_BONUS, UNEMPLOYMENT_BENEFIT)
