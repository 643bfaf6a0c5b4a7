"""Every process may read what the installation is; only the owner writes it."""

from janua.base.row_security.policy import TableSecurity
from janua.base.row_security.roles import RUNTIME

TABLES = (TableSecurity("config_installation", grants=dict.fromkeys(RUNTIME, ("SELECT",))),)
EXEMPT = {"config_installation": "one row that says whether this installation is real; it names nobody"}
