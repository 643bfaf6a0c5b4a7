"""Whether the whole runs: readiness of each process, readings of what waits, and the alarms that stand.

Owns the processes' signs of life, the readings with their last hour, and the alarms with since when they stand.
Refuses everything personal: a reading is a number under a code, and an alarm says what to do, never about whom.
"""
