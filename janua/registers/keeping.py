"""What actions of the register ask the database to do beyond what an officer may see: copies, locks, numbers taken."""

from janua.base.row_security.policy import SqlFunction

KEEPING_FUNCTIONS: tuple[SqlFunction, ...] = (
    # The hot columns of persons, from the rows they are copies of. Runs as the owner because an officer who records
    # a move may no longer see the person afterwards; it writes nothing that the caller could choose.
    SqlFunction(
        name="registers_refresh_persons",
        arguments="persons uuid[]",
        returns="void",
        volatility="VOLATILE",
        definer=True,
        body="""
DECLARE
  today date := janua_today();
BEGIN
  UPDATE registers_person p SET
    given_names = coalesce(own.given, ''), other_names = coalesce(own.other, ''),
    family_name = coalesce(own.family, ''), sort_by = coalesce(own.sort_by, ''),
    script = coalesce(own.script, p.script), found_by = coalesce(every.name, ''),
    identifier = coalesce(number.value, ''), area_id = coalesce(home.area_id, p.area_id)
  FROM unnest(persons) AS chosen(id)
  LEFT JOIN LATERAL (
    SELECT given, other, family, script, sort_by FROM registers_personname n
    WHERE n.person_id = chosen.id AND n.known_to IS NULL AND n.kind = 'legal'
      AND coalesce(n.true_from <= today, true) AND coalesce(n.true_to >= today, true)
    ORDER BY n.place, n.script LIMIT 1) own ON true
  LEFT JOIN LATERAL (
    SELECT lower(unaccent(string_agg(concat_ws(' ', given, nullif(other, ''), family), ' ' ORDER BY id))) AS name
    FROM registers_personname n WHERE n.person_id = chosen.id AND n.known_to IS NULL) every ON true
  LEFT JOIN LATERAL (
    SELECT value FROM registers_personidentifier i
    WHERE i.person_id = chosen.id AND i.known_to IS NULL
      AND coalesce(i.true_from <= today, true) AND coalesce(i.true_to >= today, true)
    ORDER BY i.known_from, i.id LIMIT 1) number ON true
  LEFT JOIN LATERAL (
    SELECT d.area_id FROM registers_residence r JOIN registers_dwelling d ON d.id = r.dwelling_id
    WHERE r.person_id = chosen.id AND r.known_to IS NULL AND r.kind = 'registered'
      AND coalesce(r.true_from <= today, true) AND coalesce(r.true_to >= today, true)
    LIMIT 1) home ON true
  WHERE p.id = chosen.id;
END
""",
    ),
    # A number is taken also by those whom the asker may not see; nothing else is told of them.
    SqlFunction(
        name="registers_identifier_taken",
        arguments="of_scheme text, of_value text",
        returns="boolean",
        definer=True,
        body="""
BEGIN
  RETURN janua_actor() <> '' AND EXISTS (
    SELECT 1 FROM registers_personidentifier WHERE scheme = of_scheme AND value = of_value AND known_to IS NULL);
END
""",
    ),
    # Whom an identity provider has named: the door of the citizens' pages asks, nobody else, and learns no more.
    SqlFunction(
        name="registers_person_at_the_door",
        arguments="of_scheme text, of_value text",
        returns="uuid",
        definer=True,
        callers=("janua_portal",),
        body="""
BEGIN
  IF janua_actor() <> 'system:door' THEN RETURN NULL; END IF;
  RETURN (SELECT person_id FROM registers_personidentifier
          WHERE scheme = of_scheme AND value = of_value AND known_to IS NULL LIMIT 1);
END
""",
    ),
    # Statements about one subject wait for each other before they read what they replace.
    SqlFunction(
        name="registers_lock_subjects",
        arguments="subjects uuid[]",
        returns="void",
        volatility="VOLATILE",
        definer=True,
        body="""
BEGIN
  PERFORM 1 FROM registers_person WHERE id = ANY(subjects) ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM registers_dwelling WHERE id = ANY(subjects) ORDER BY id FOR NO KEY UPDATE;
END
""",
    ),
)
