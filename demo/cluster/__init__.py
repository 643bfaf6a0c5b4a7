"""A PostgreSQL server of our own for the demo and the tests, made from any folder of PostgreSQL binaries.

Owns starting, re-attaching, recovering and stopping it. Refuses TCP, running as root, and creating system users.
"""

from demo.cluster.supervisor import Cluster, ClusterFailed

__all__ = ["Cluster", "ClusterFailed"]
