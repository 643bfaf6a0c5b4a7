"""Run the scanners and hold what they find against the answers: anything unanswered, and any answer to nothing, is red.

python tools/scan/run.py bandit semgrep          over the code
python tools/scan/run.py schemathesis wapiti3 sqlmap   against an installation that is started for it, signed in

Red is as well a scanner that did not run, and one that saw less than there is to see.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import code_read
import live
from told import Answer, DidNotRun, Finding, Scan, answers, judge, table

__all__ = ["Answer", "DidNotRun", "Finding", "Scan", "answers", "judge", "main", "table"]


def main(names: Sequence[str]) -> int:
    """Run those named and say how far each came; 0 where nothing is red."""
    began = time.monotonic()
    scans, red = [], []
    for name in [one for one in names if one in code_read.SCANS]:
        try:
            scans.append(code_read.SCANS[name]())
        except (DidNotRun, subprocess.TimeoutExpired, OSError) as error:
            red.append(f"{name} did not run: {error}")
    served = [one for one in names if one not in code_read.SCANS]
    if served:
        more, faults = live.scan(served)
        scans, red = scans + more, red + faults
    known = [one for one in answers() if one.scanner in names]
    cut_short = {name for name in names if any(name in fault for fault in red)}
    red += [fault for one in scans for fault in one.lacks]
    red += judge([finding for one in scans for finding in one.found], known, cut_short=cut_short)
    print(table(scans, known))
    print(f"scanners: {len(scans)} scans in {(time.monotonic() - began) / 60:.1f} minutes")
    print("\n".join(red) if red else "nothing without an answer")
    return 1 if red else 0


if __name__ == "__main__":
    # Asked to end, the installation that was started ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
