"""The text that is kept with decisions."""

from janua.countries.mt.pack import COUNTRY


def test_law_texts_hold_rules_numbers_units_and_attributes() -> None:
    texts = COUNTRY.law_texts()

    assert {"attributes.py", "units.py", "law/childrens_allowance.py", "law/childrens_allowance.yaml"} <= set(texts)
    assert 'programme(\n    "MT-CA"' in texts["law/childrens_allowance.py"]
    assert not [path for path in texts if path.startswith("law/cases")]
