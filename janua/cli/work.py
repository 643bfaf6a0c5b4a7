"""`janua work`: the background worker; `--payments` is the second one, apart, which alone holds the bank's key."""

import click

from janua.cli.process import health_option, start_process


@click.command("work")
@click.option("--payments", is_flag=True, help="Work for payments, under the role janua_payments.")
@health_option
def work(*, payments: bool, health: tuple[str, int] | None) -> None:
    """Do background work until told to stop."""
    start_process("payments" if payments else "work")

    from janua.base.health.server import HealthServer
    from janua.base.jobs.worker import work as work_queue
    from janua.config.log import tell_all_by_log
    from janua.config.start import begin_pulse

    tell_all_by_log()
    pulse = begin_pulse()
    if health:
        HealthServer(*health, signs=lambda: [pulse.sign()], told=True).start()
    work_queue("payments" if payments else "work")
