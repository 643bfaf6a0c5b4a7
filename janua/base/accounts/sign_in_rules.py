"""What the database itself holds about links and sessions, as functions: a link takes two; who ends sessions."""

from janua.base.row_security.policy import SqlFunction

# Reads every link, whatever who acts may see. Accounts that one hand may hold: whose sign-in was last set up by a link
# that nobody confirmed, as could be before links took two, and whoever made it.
_LINK_RULES = """
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.made_by_id IS NOT NULL AND (NEW.confirmed_at, NEW.withdrawn_at, NEW.used_at) IS DISTINCT FROM
       (NULL::timestamptz, NULL::timestamptz, NULL::timestamptz) THEN
      RAISE EXCEPTION 'janua: a link is made, and answered by somebody else' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.used_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL)
     AND (OLD.used_at, OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.confirmed_at, OLD.confirmed_by_id, OLD.code_digest)
         IS DISTINCT FROM
         (NEW.used_at, NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.confirmed_at, NEW.confirmed_by_id, NEW.code_digest)
  THEN
    RAISE EXCEPTION 'janua: a link that is over stays over' USING ERRCODE = '23514';
  END IF;
  IF (OLD.confirmed_at, OLD.confirmed_by_id, OLD.code_digest)
     IS DISTINCT FROM (NEW.confirmed_at, NEW.confirmed_by_id, NEW.code_digest) THEN
    IF OLD.confirmed_at IS NOT NULL THEN
      RAISE EXCEPTION 'janua: a link is confirmed once' USING ERRCODE = '23514';
    END IF;
    IF NEW.confirmed_by_id IS DISTINCT FROM janua_actor_account() THEN
      RAISE EXCEPTION 'janua: a link is confirmed by who acts' USING ERRCODE = '23514';
    END IF;
    IF EXISTS (
      WITH RECURSIVE latest AS (
        SELECT DISTINCT ON (account_id) account_id, made_by_id, confirmed_at FROM accounts_invitation
        WHERE used_at IS NOT NULL ORDER BY account_id, used_at DESC),
      alone AS (SELECT account_id AS a, made_by_id AS b FROM latest
        WHERE made_by_id IS NOT NULL AND confirmed_at IS NULL),
      hand AS (
        SELECT NEW.made_by_id AS account
        UNION SELECT CASE WHEN alone.a = hand.account THEN alone.b ELSE alone.a END
        FROM hand JOIN alone ON hand.account IN (alone.a, alone.b))
      SELECT FROM hand WHERE account = NEW.confirmed_by_id
    ) THEN
      RAISE EXCEPTION 'janua: these two may be one hand: a link that nobody confirmed set one of them up'
        USING ERRCODE = '23514', CONSTRAINT = 'accounts_invitation_one_hand';
    END IF;
  END IF;
  IF NEW.used_at IS NOT NULL AND NEW.made_by_id IS NOT NULL AND NEW.confirmed_at IS NULL THEN
    RAISE EXCEPTION 'janua: a link opens once a second person has confirmed it'
      USING ERRCODE = '23514', CONSTRAINT = 'accounts_invitation_unconfirmed';
  END IF;
  RETURN NEW;
END
"""

_END_SESSIONS = """
DECLARE
  ended int;
BEGIN
  IF NOT EXISTS (
    SELECT FROM accounts_staffprofile staff JOIN areas_office office ON office.id = staff.office_id
    WHERE staff.account_id = who AND office.area_id = ANY (janua_actor_areas_with('open_staff_account')))
  THEN RETURN -1; END IF;
  UPDATE accounts_session SET ended_at = at_time, ended_why = 'office' WHERE account_id = who AND ended_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
"""

SIGN_IN_FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="accounts_invitation_rules", returns="trigger", volatility="VOLATILE", definer=True, body=_LINK_RULES
    ),
    # Ends every session of a colleague's for who administers their office: how many; -1 where they may not.
    SqlFunction(
        name="accounts_end_sessions",
        arguments="who uuid, at_time timestamptz",
        returns="int",
        volatility="VOLATILE",
        definer=True,
        callers=("janua_workbench",),
        body=_END_SESSIONS,
    ),
)
