"""Grade of an inspected care institution: sections weighed, items that do not apply left out, critical items alone."""

from janua.rules.language import EGP, ON, ONCE, condition, entry, programme, rate, round_half_up, rule

programme(
    "EG-SUP-VISIT",
    unit="single_person",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Inspection form of a care institution, after the themes of the national quality standards",
    title="Grade of an inspected care institution",
)

@rule("Inspection form, section A: Licence and governance", mark="A", since="2020-01-01")
def applicable_a(item_a1, item_a2, item_a3, item_a4, p):
    """Items of section A, Licence and governance, that apply."""
    return (
        entry(p.inspection.applicable, item_a1)
        + entry(p.inspection.applicable, item_a2)
        + entry(p.inspection.applicable, item_a3)
        + entry(p.inspection.applicable, item_a4)
    )


@rule("Inspection form, section A: Licence and governance", mark="A", since="2020-01-01")
def met_a(applicable_a, item_a1, item_a2, item_a3, item_a4, p):
    """Share of section A, Licence and governance, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_a1)
        + entry(p.inspection.points, item_a2)
        + entry(p.inspection.points, item_a3)
        + entry(p.inspection.points, item_a4)
    )
    return points * entry(p.inspection.parts_of_24, applicable_a)


@rule("Inspection form, section A: weight", mark="A", since="2020-01-01")
def weight_a(applicable_a, p):
    """Weight of section A; none where no item applies."""
    return p.inspection.weight_a if applicable_a > 0 else 0


@rule("Inspection form, section B: Safety and building", mark="A", since="2020-01-01")
def applicable_b(item_b1, item_b2, item_b3, item_b4, p):
    """Items of section B, Safety and building, that apply."""
    return (
        entry(p.inspection.applicable, item_b1)
        + entry(p.inspection.applicable, item_b2)
        + entry(p.inspection.applicable, item_b3)
        + entry(p.inspection.applicable, item_b4)
    )


@rule("Inspection form, section B: Safety and building", mark="A", since="2020-01-01")
def met_b(applicable_b, item_b1, item_b2, item_b3, item_b4, p):
    """Share of section B, Safety and building, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_b1)
        + entry(p.inspection.points, item_b2)
        + entry(p.inspection.points, item_b3)
        + entry(p.inspection.points, item_b4)
    )
    return points * entry(p.inspection.parts_of_24, applicable_b)


@rule("Inspection form, section B: weight", mark="A", since="2020-01-01")
def weight_b(applicable_b, p):
    """Weight of section B; none where no item applies."""
    return p.inspection.weight_b if applicable_b > 0 else 0


@rule("Inspection form, section C: Child protection", mark="A", since="2020-01-01")
def applicable_c(item_c1, item_c2, item_c3, item_c4, p):
    """Items of section C, Child protection, that apply."""
    return (
        entry(p.inspection.applicable, item_c1)
        + entry(p.inspection.applicable, item_c2)
        + entry(p.inspection.applicable, item_c3)
        + entry(p.inspection.applicable, item_c4)
    )


@rule("Inspection form, section C: Child protection", mark="A", since="2020-01-01")
def met_c(applicable_c, item_c1, item_c2, item_c3, item_c4, p):
    """Share of section C, Child protection, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_c1)
        + entry(p.inspection.points, item_c2)
        + entry(p.inspection.points, item_c3)
        + entry(p.inspection.points, item_c4)
    )
    return points * entry(p.inspection.parts_of_24, applicable_c)


@rule("Inspection form, section C: weight", mark="A", since="2020-01-01")
def weight_c(applicable_c, p):
    """Weight of section C; none where no item applies."""
    return p.inspection.weight_c if applicable_c > 0 else 0


@rule("Inspection form, section D: Health and food", mark="A", since="2020-01-01")
def applicable_d(item_d1, item_d2, item_d3, item_d4, p):
    """Items of section D, Health and food, that apply."""
    return (
        entry(p.inspection.applicable, item_d1)
        + entry(p.inspection.applicable, item_d2)
        + entry(p.inspection.applicable, item_d3)
        + entry(p.inspection.applicable, item_d4)
    )


@rule("Inspection form, section D: Health and food", mark="A", since="2020-01-01")
def met_d(applicable_d, item_d1, item_d2, item_d3, item_d4, p):
    """Share of section D, Health and food, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_d1)
        + entry(p.inspection.points, item_d2)
        + entry(p.inspection.points, item_d3)
        + entry(p.inspection.points, item_d4)
    )
    return points * entry(p.inspection.parts_of_24, applicable_d)


@rule("Inspection form, section D: weight", mark="A", since="2020-01-01")
def weight_d(applicable_d, p):
    """Weight of section D; none where no item applies."""
    return p.inspection.weight_d if applicable_d > 0 else 0


@rule("Inspection form, section E: Education", mark="A", since="2020-01-01")
def applicable_e(item_e1, item_e2, item_e3, p):
    """Items of section E, Education, that apply."""
    return (
        entry(p.inspection.applicable, item_e1)
        + entry(p.inspection.applicable, item_e2)
        + entry(p.inspection.applicable, item_e3)
    )


@rule("Inspection form, section E: Education", mark="A", since="2020-01-01")
def met_e(applicable_e, item_e1, item_e2, item_e3, p):
    """Share of section E, Education, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_e1)
        + entry(p.inspection.points, item_e2)
        + entry(p.inspection.points, item_e3)
    )
    return points * entry(p.inspection.parts_of_24, applicable_e)


@rule("Inspection form, section E: weight", mark="A", since="2020-01-01")
def weight_e(applicable_e, p):
    """Weight of section E; none where no item applies."""
    return p.inspection.weight_e if applicable_e > 0 else 0


@rule("Inspection form, section F: Psychosocial care", mark="A", since="2020-01-01")
def applicable_f(item_f1, item_f2, item_f3, item_f4, p):
    """Items of section F, Psychosocial care, that apply."""
    return (
        entry(p.inspection.applicable, item_f1)
        + entry(p.inspection.applicable, item_f2)
        + entry(p.inspection.applicable, item_f3)
        + entry(p.inspection.applicable, item_f4)
    )


@rule("Inspection form, section F: Psychosocial care", mark="A", since="2020-01-01")
def met_f(applicable_f, item_f1, item_f2, item_f3, item_f4, p):
    """Share of section F, Psychosocial care, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_f1)
        + entry(p.inspection.points, item_f2)
        + entry(p.inspection.points, item_f3)
        + entry(p.inspection.points, item_f4)
    )
    return points * entry(p.inspection.parts_of_24, applicable_f)


@rule("Inspection form, section F: weight", mark="A", since="2020-01-01")
def weight_f(applicable_f, p):
    """Weight of section F; none where no item applies."""
    return p.inspection.weight_f if applicable_f > 0 else 0


@rule("Inspection form, section G: Staff", mark="A", since="2020-01-01")
def applicable_g(item_g1, item_g2, item_g3, p):
    """Items of section G, Staff, that apply."""
    return (
        entry(p.inspection.applicable, item_g1)
        + entry(p.inspection.applicable, item_g2)
        + entry(p.inspection.applicable, item_g3)
    )


@rule("Inspection form, section G: Staff", mark="A", since="2020-01-01")
def met_g(applicable_g, item_g1, item_g2, item_g3, p):
    """Share of section G, Staff, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_g1)
        + entry(p.inspection.points, item_g2)
        + entry(p.inspection.points, item_g3)
    )
    return points * entry(p.inspection.parts_of_24, applicable_g)


@rule("Inspection form, section G: weight", mark="A", since="2020-01-01")
def weight_g(applicable_g, p):
    """Weight of section G; none where no item applies."""
    return p.inspection.weight_g if applicable_g > 0 else 0


@rule("Inspection form, section H: Records and data", mark="A", since="2020-01-01")
def applicable_h(item_h1, item_h2, item_h3, p):
    """Items of section H, Records and data, that apply."""
    return (
        entry(p.inspection.applicable, item_h1)
        + entry(p.inspection.applicable, item_h2)
        + entry(p.inspection.applicable, item_h3)
    )


@rule("Inspection form, section H: Records and data", mark="A", since="2020-01-01")
def met_h(applicable_h, item_h1, item_h2, item_h3, p):
    """Share of section H, Records and data, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_h1)
        + entry(p.inspection.points, item_h2)
        + entry(p.inspection.points, item_h3)
    )
    return points * entry(p.inspection.parts_of_24, applicable_h)


@rule("Inspection form, section H: weight", mark="A", since="2020-01-01")
def weight_h(applicable_h, p):
    """Weight of section H; none where no item applies."""
    return p.inspection.weight_h if applicable_h > 0 else 0


@rule("Inspection form, section I: Finance", mark="A", since="2020-01-01")
def applicable_i(item_i1, item_i2, p):
    """Items of section I, Finance, that apply."""
    return (
        entry(p.inspection.applicable, item_i1)
        + entry(p.inspection.applicable, item_i2)
    )


@rule("Inspection form, section I: Finance", mark="A", since="2020-01-01")
def met_i(applicable_i, item_i1, item_i2, p):
    """Share of section I, Finance, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_i1)
        + entry(p.inspection.points, item_i2)
    )
    return points * entry(p.inspection.parts_of_24, applicable_i)


@rule("Inspection form, section I: weight", mark="A", since="2020-01-01")
def weight_i(applicable_i, p):
    """Weight of section I; none where no item applies."""
    return p.inspection.weight_i if applicable_i > 0 else 0


@rule("Inspection form, section J: Privacy and activities", mark="A", since="2020-01-01")
def applicable_j(item_j1, item_j2, p):
    """Items of section J, Privacy and activities, that apply."""
    return (
        entry(p.inspection.applicable, item_j1)
        + entry(p.inspection.applicable, item_j2)
    )


@rule("Inspection form, section J: Privacy and activities", mark="A", since="2020-01-01")
def met_j(applicable_j, item_j1, item_j2, p):
    """Share of section J, Privacy and activities, that is met, in parts of 24."""
    points = (
        entry(p.inspection.points, item_j1)
        + entry(p.inspection.points, item_j2)
    )
    return points * entry(p.inspection.parts_of_24, applicable_j)


@rule("Inspection form, section J: weight", mark="A", since="2020-01-01")
def weight_j(applicable_j, p):
    """Weight of section J; none where no item applies."""
    return p.inspection.weight_j if applicable_j > 0 else 0


@rule("Inspection form: total", mark="A", since="2020-01-01")
def total_weight(weight_a, weight_b, weight_c, weight_d, weight_e, weight_f, weight_g, weight_h, weight_i, weight_j):
    """Weights of the sections that have an item that applies."""
    return weight_a + weight_b + weight_c + weight_d + weight_e + weight_f + weight_g + weight_h + weight_i + weight_j


@rule("Inspection form: total", mark="A", since="2020-01-01")
def weighed(weight_a, weight_b, weight_c, weight_d, weight_e, weight_f, weight_g, weight_h, weight_i, weight_j, met_a, met_b, met_c, met_d, met_e, met_f, met_g, met_h, met_i, met_j):
    """What is met, each section by its weight, in parts of 24."""
    return (
        weight_a * met_a
        + weight_b * met_b
        + weight_c * met_c
        + weight_d * met_d
        + weight_e * met_e
        + weight_f * met_f
        + weight_g * met_g
        + weight_h * met_h
        + weight_i * met_i
        + weight_j * met_j
    )


@rule("Inspection form: total of 100, rounded half-up once to two decimals", mark="A", since="2020-01-01")
def total_in_hundredths(weighed, total_weight):
    """The total in hundredths of a point (10,000 / 24 for each part): 7875 is 78.75."""
    if total_weight > 0:
        return round_half_up(weighed * rate("1250/3") / total_weight, to=1)
    return 0


@rule("Inspection form: grade, read from the rounded total", mark="A", since="2020-01-01")
def grade(total_in_hundredths, p):
    """4 excellent, 3 good, 2 needs improvement, 1 critical; what the total alone says."""
    if total_in_hundredths >= p.inspection.excellent_from:
        return 4
    if total_in_hundredths >= p.inspection.good_from:
        return 3
    if total_in_hundredths >= p.inspection.passing_from:
        return 2
    return 1


@condition("Inspection form: no grade where no item applies", mark="A", since="2020-01-01")
def an_item_applies(total_weight):
    """At least one item of the form applies."""
    return total_weight > 0


@condition("Inspection form: a critical item always applies", mark="A", since="2020-01-01")
def critical_items_apply(item_a1, item_b1, item_c1, item_c2, item_d4):
    """No critical item is marked as not applicable."""
    return (
        item_a1 != "not_applicable"
        and item_b1 != "not_applicable"
        and item_c1 != "not_applicable"
        and item_c2 != "not_applicable"
        and item_d4 != "not_applicable"
    )


@condition("Inspection form: a critical item not met makes the institution critical", mark="A", since="2020-01-01")
def critical_items_are_met(item_a1, item_b1, item_c1, item_c2, item_d4):
    """Every critical item is met, at least partly."""
    return (
        item_a1 != "not_met"
        and item_b1 != "not_met"
        and item_c1 != "not_met"
        and item_c2 != "not_met"
        and item_d4 != "not_met"
    )


@condition("Inspection form: a total below 50 makes the institution critical", mark="A", since="2020-01-01")
def total_is_not_critical(grade):
    """The total is not critical."""
    return grade > 1
