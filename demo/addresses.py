"""Where people open the demo: a port for each door, one after the other."""

from dataclasses import dataclass

from demo.processes import free_ports, require_free_port

FIRST_PORT = 8080
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    """The ports of the doors of one installation."""

    portal: int
    workbench: int
    api: int
    eid: int
    eid_control: int = 0

    @classmethod
    def beginning_at(cls, port: int) -> "Addresses":
        """Give ports that follow one another, so that they are easy to remember."""
        return cls(port, port + 1, port + 2, port + 3, port + 4)

    @classmethod
    def free(cls) -> "Addresses":
        """Give ports that nobody listens at, for runs beside one another."""
        return cls(*free_ports(5))

    def require_free(self) -> None:
        """Make sure that nobody listens there yet.

        Raises   EnvironmentUnfit
        """
        for name in ("portal", "workbench", "api", "eid", "eid_control"):
            require_free_port(getattr(self, name), wanted_by=f"the {name.replace('_', ' ')}")

    @property
    def portal_url(self) -> str:
        """Where citizens come in."""
        return f"http://{HOST}:{self.portal}"

    @property
    def workbench_url(self) -> str:
        """Where staff come in."""
        return f"http://{HOST}:{self.workbench}"

    @property
    def api_url(self) -> str:
        """Where registers send their answers."""
        return f"http://{HOST}:{self.api}"

    @property
    def eid_url(self) -> str:
        """The national identity provider of the demo."""
        return f"http://{HOST}:{self.eid}"
