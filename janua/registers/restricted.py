"""Restricted persons in the database: whom an officer may not know of, in every table that names a person."""

from janua.base.row_security.policy import SqlFunction

RESTRICTED_FUNCTIONS: tuple[SqlFunction, ...] = (
    # The adopted, the sheltered, witnesses: for every officer but those whose role names them they are not there, and
    # so is nothing that tells of them. Policies ask once a query and compare with what was answered; an index holds
    # these persons alone.
    SqlFunction(
        name="janua_actor_hidden_persons",
        returns="SETOF uuid",
        definer=True,
        body="""
BEGIN
  IF janua_actor_kind() <> 'staff' OR registers_sees_restricted() THEN RETURN; END IF;
  RETURN QUERY SELECT p.id FROM registers_person p WHERE p.restricted;
END
""",
    ),
)
