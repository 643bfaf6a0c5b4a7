"""Every policy of every app, looked at as data: none forgets to ask who acts, none names a role that is not ours."""

from janua.base.row_security.check import expected_security
from janua.base.row_security.policy import Policy, TableSecurity
from janua.base.row_security.roles import ERASER, OWNER, RESEALER, ROLES, SEARCH

# Policies for nobody in particular, each with its reason.
WITHOUT_ACTOR = {
    # The queue's library knows no actor: each worker's role sees its own queue, and rows hold ids only.
    "procrastinate_jobs",
    # A sign of life comes from no actor: each process writes its own kind's, and they name nobody.
    "health_process",
    # What was refused is written with it, by the same thread; only an auditor reads it.
    "health_securityevent: add",
    # What is published is public as the rest of the catalogue is; visitors who are not signed in have no actor.
    "catalogue_announcement: everybody_reads_what_is_published",
    # Numbers that two approved are the law.
    "catalogue_ratechange: everybody_reads_the_law",
}


def forgets_the_actor(policy: Policy) -> bool:
    """Whether a process could use this policy with nobody acting."""
    if set(policy.roles) <= {OWNER, SEARCH, ERASER, RESEALER}:
        return False
    return "janua_actor" not in f"{policy.using} {policy.check}"


def _forgetful(tables: dict[str, TableSecurity]) -> list[str]:
    return [
        f"{name}: {policy.name}"
        for name, table in tables.items()
        for policy in table.policies
        if forgets_the_actor(policy)
    ]


def test_every_policy_asks_who_acts() -> None:
    tables, _, _ = expected_security()

    found = [line for line in _forgetful(tables) if not {line, line.partition(":")[0]} & WITHOUT_ACTOR]
    assert found == []


def test_policy_open_to_everybody_is_reported() -> None:
    table = TableSecurity("t", policies=(Policy("open", "SELECT", using="true"),))

    assert _forgetful({"t": table}) == ["t: open"]


def test_policy_true_is_the_owners_and_the_searchs_alone() -> None:
    tables, _, _ = expected_security()

    open_to = {
        role
        for table in tables.values()
        for policy in table.policies
        if "true" in {policy.using, policy.check}
        for role in policy.roles
    }
    assert open_to <= {OWNER, SEARCH, ERASER, RESEALER}


def test_every_role_in_the_data_is_one_of_ours() -> None:
    tables, _, functions = expected_security()
    known = {role.name for role in ROLES}

    named = {role for table in tables.values() for role in (*table.grants, *table.columns)}
    named |= {role for table in tables.values() for policy in table.policies for role in policy.roles} - {"public"}
    named |= {role for function in functions.values() for role in (function.owner, *function.callers)}
    assert named - known == set()


def test_every_definer_function_is_the_owners_or_the_searchs() -> None:
    _, _, functions = expected_security()

    assert {function.owner for function in functions.values() if function.definer} <= {OWNER, SEARCH, ERASER, RESEALER}


def test_nothing_is_granted_on_a_table_to_change_a_whole_audit() -> None:
    tables, _, _ = expected_security()

    changeable = {
        (name, right)
        for name, table in tables.items()
        if name.startswith("audit_")
        for rights in table.grants.values()
        for right in rights
        if right not in {"SELECT", "INSERT"}
    }
    assert changeable == set()
