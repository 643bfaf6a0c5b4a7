"""The queue as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Finds the `jobs` module of every app, so that a worker knows all jobs."""

    name = "janua.base.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Import the jobs of all apps."""
        autodiscover_modules("jobs")
