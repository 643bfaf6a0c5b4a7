"""The journey from a press of submit to the bank's file, each part beside what it is measured against."""

from bench import journey_direct, journey_law, journey_queue
from bench.database import bench_database
from bench.journey_world import furnish
from bench.results import Options, Result

SMALL = 1.0


def run(options: Options) -> list[Result]:
    """Every part at its small size; `--rows` is the number of applications by direct calls, and of all else in step."""
    share = SMALL if options.rows is None else options.rows / journey_direct.APPLICATIONS
    direct = round(journey_direct.APPLICATIONS * share)
    queued = round(journey_queue.APPLICATIONS * share)
    with bench_database() as database:
        claimants = furnish(database, claimants=direct + queued + 2 * journey_queue.ALONE)
        results = journey_direct.measure(database, claimants[:direct])
        results += journey_queue.measure(database, claimants[direct:])
    return results + journey_law.run(Options())
