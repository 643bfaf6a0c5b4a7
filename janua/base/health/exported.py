"""Prometheus' text: what this process and its workers counted, and what the watch last read."""

import os
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, connection
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from janua.base.clock import now
from janua.base.health.measures import OTHERS
from janua.base.health.pulse import Sign
from janua.base.health.queries import Health, all_measures, health_at


class _Told(Collector):
    """What is true of all processes together, as the database holds it."""

    def __init__(self, health: Health | None) -> None:
        self._health = health

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "janua_database_up", "Whether this process reached the database.", value=float(self._health is not None)
        )
        if self._health is None:
            return
        alarms = GaugeMetricFamily("janua_alarm", "Alarms that stand.", labels=["alarm", "label"])
        for one in self._health.alarms:
            alarms.add_metric([one.alarm.name, one.label], 1.0)
        yield alarms
        helps = {name: said for name, (said, _) in OTHERS.items()} | {one.name: one.help for one in all_measures()}
        for name in dict.fromkeys(one.measure for one in self._health.observations):
            family = GaugeMetricFamily(f"janua_{name}", helps.get(name, name), labels=["label"])
            for said in self._health.of(name):
                family.add_metric([said.label], said.number)
            yield family


class _Signs(Collector):
    """How many processes of this face live and are ready."""

    def __init__(self, signs: list[Sign]) -> None:
        self._signs = signs

    def collect(self) -> Iterator[Metric]:
        live = sum(sign.is_live for sign in self._signs)
        ready = sum(sign.is_live and sign.ready for sign in self._signs)
        yield GaugeMetricFamily("janua_processes_live", "Processes that live.", value=float(live))
        yield GaugeMetricFamily("janua_processes_ready", "Processes that can do their work.", value=float(ready))


def metrics_text(signs: list[Sign], *, told: bool) -> bytes:
    """Everything as text.

    told   whether to add what the database holds for all: the workers do, so that it is exported once
    """
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest(REGISTRY)
    ours = CollectorRegistry()
    ours.register(_Signs(signs))
    if told:
        ours.register(_Told(_health()))
    return text + generate_latest(ours)


def _health() -> Health | None:
    try:
        return health_at(now())
    except (DatabaseError, InterfaceError):
        return None
    finally:
        connection.close()
