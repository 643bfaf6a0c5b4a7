"""Ukraine: the law of state social aid, housing subsidy and help for displaced persons, its numbers and words."""
