"""`janua work`: the background worker; `--payments` is the second one, apart, which alone holds the bank's key."""

import click

from janua.cli.process import start_process


@click.command("work")
@click.option("--payments", is_flag=True, help="Work for payments, under the role janua_payments.")
def work(*, payments: bool) -> None:
    """Do background work until told to stop."""
    start_process("payments" if payments else "work")

    from janua.base.jobs.worker import work as work_queue

    work_queue("payments" if payments else "work")
