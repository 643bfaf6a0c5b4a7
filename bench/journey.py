"""The journey from a press of submit to the bank's file, each part beside what it is measured against."""

from bench import journey_direct, journey_law, journey_queue, journey_run
from bench.database import bench_database
from bench.journey_world import furnish
from bench.results import Options, Result

# Households whose law is looked at when all benchmarks are run one after the other.
FEW_HOUSEHOLDS = 3_000


def run(options: Options) -> list[Result]:
    """Every part; `--rows` is the number of applications by direct calls, the others keep their sizes."""
    with bench_database() as database:
        direct = options.rows or journey_direct.APPLICATIONS
        queued = journey_queue.applications(Options(small=options.small)) + 2 * journey_queue.ALONE
        claimants = furnish(database, claimants=direct + queued)
        results = journey_direct.measure(database, claimants[:direct])
        results += journey_queue.measure(database, claimants[direct:])
    results += journey_run.run(Options(small=options.small))
    return results + journey_law.run(Options(rows=FEW_HOUSEHOLDS if options.small else None))
