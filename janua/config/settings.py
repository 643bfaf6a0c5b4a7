"""Django's settings, for every process. What differs between processes comes from the environment."""

import os
from pathlib import Path

from janua import ui
from janua.config.countries import COUNTRIES
from janua.config.environment import WrongEnvironment, database_settings, origins_of, read_environment
from janua.ui.languages import LANGUAGES as _LANGUAGES
from janua.ui.languages import add_maltese

ENVIRONMENT = read_environment(os.environ)

JANUA_ENV = ENVIRONMENT.kind
JANUA_PROCESS = ENVIRONMENT.process
JANUA_COUNTRY = ENVIRONMENT.country
if JANUA_COUNTRY not in COUNTRIES:
    raise WrongEnvironment(f"JANUA_COUNTRY={JANUA_COUNTRY!r} must be one of {', '.join(sorted(COUNTRIES))}.")
JANUA_TIME_ZONE = COUNTRIES[JANUA_COUNTRY].time_zone
# The clock reads this only; production refuses to start where it is set.
JANUA_TODAY = ENVIRONMENT.today
JANUA_KEYS = ENVIRONMENT.keys
JANUA_SEAL = ENVIRONMENT.seal
JANUA_PORTAL = ENVIRONMENT.portal
JANUA_DOCUMENTS = ENVIRONMENT.documents
JANUA_ERASURES = ENVIRONMENT.erasures
# Where uploads are looked through for malware; none where there is no scanner.
JANUA_CLAMD = ENVIRONMENT.clamd
# What is looked at for room: the documents, and what the operators name.
JANUA_DISKS = ({"documents": JANUA_DOCUMENTS} if JANUA_DOCUMENTS else {}) | dict(ENVIRONMENT.disks)
JANUA_JOBS = ENVIRONMENT.jobs
JANUA_PARTNERS = ENVIRONMENT.partners

DEBUG = ENVIRONMENT.debug
_NO_SECRET = "missing" if JANUA_ENV == "production" else "not a secret: demo and tests only " * 2
SECRET_KEY = ENVIRONMENT.secret or _NO_SECRET
ALLOWED_HOSTS = list(ENVIRONMENT.hosts) or ([] if JANUA_ENV == "production" else ["127.0.0.1", "localhost"])

INSTALLED_APPS = [
    # Downwards, as docs/style.md draws them; migrations and checks go upwards.
    "janua.config",
    "janua.portal",
    "janua.workbench",
    "janua.analytics.integrity",
    "janua.analytics",
    "janua.payments",
    "janua.casework",
    "janua.checks",
    "janua.catalogue",
    "janua.registers",
    "janua.base.health",
    "janua.base.retention",
    "janua.base.notices",
    "janua.base.documents",
    "janua.base.seals",
    "janua.base.accounts",
    "janua.base.areas",
    "janua.base.audit",
    "janua.base.jobs",
    "procrastinate.contrib.django",
    "janua.base.keys",
    "janua.base.row_security",
    "janua.ui",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
AUTH_USER_MODEL = "accounts.Account"
MIDDLEWARE = [
    # Outermost: its time is the visitor's, and everything inside carries the request's id.
    "janua.base.health.requests.RequestMiddleware",
    # Before pages are sent on to HTTPS: what programs send is refused.
    "janua.config.headers.EncryptedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "janua.config.headers.HeadersMiddleware",
    "janua.ui.static_files.StaticFiles",
    # Whom the waiting room sent away: answered before anything asks the database.
    "janua.config.shedding.SheddingMiddleware",
    # Before anything asks who is there.
    "janua.api.v1.bearer.BearerMiddleware",
    "janua.base.accounts.language.LanguageMiddleware",
    # Before anything reads what was sent.
    "janua.config.problems.BoundedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "janua.config.problems.KeyStoreMiddleware",
    "janua.base.actors.middleware.ActorMiddleware",
    # Each sets who is there, in its own process alone.
    "janua.portal.views.visitor.VisitorMiddleware",
    "janua.workbench.views.officer.OfficerMiddleware",
    "janua.portal.views.problem.ProblemMiddleware",
    "janua.workbench.views.problem.ProblemMiddleware",
]
# Who acts in a request, by process: (request) → Actor or None. A face adds its own line.
JANUA_ACTOR_OF: dict[str, str] = {
    "api": "janua.api.dci.views.actor_of",
    "portal": "janua.portal.views.visitor.actor_of",
    "workbench": "janua.workbench.views.officer.actor_of",
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Long, and none that is on a list of those tried first; no rules about signs, which make people write passwords down.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login",)},
    },
    {"NAME": "janua.base.accounts.passwords.PlaceWordsValidator"},
]
# Beside the names of the country, its areas and offices, which are read where they are kept.
JANUA_PASSWORD_WORDS = ("janua", "ministry", "government", "welfare", "benefit", "password", "officer", "workbench")
# Seconds without a request, and seconds at all; shorter for staff, whose screens others walk past.
JANUA_SESSION_SECONDS = {"citizen": (1_800, 43_200), "staff": (900, 28_800)}
# How old the last code may be before money, roles or secrets move.
JANUA_STEP_UP_SECONDS = 600
_FACES = ("api", "portal", "workbench")
ROOT_URLCONF = f"janua.config.urls.{JANUA_PROCESS if JANUA_PROCESS in _FACES else 'none'}"
WSGI_APPLICATION = "janua.config.wsgi.application"

_NO_DATABASE = "postgresql://nobody@/none?host=/nonexistent"
if JANUA_ENV == "production" and not ENVIRONMENT.database_url:
    raise WrongEnvironment("DATABASE_URL is not set: name the database, with the role of this process.")
DATABASES = {"default": database_settings(ENVIRONMENT.database_url or _NO_DATABASE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ]
        },
    }
]
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "janua.ui.static_files.HashedNames"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
# How `{{ form.field.as_field_group }}` looks, on every page.
FORM_RENDERER = "janua.ui.renderer.Renderer"

USE_TZ = True
TIME_ZONE = JANUA_TIME_ZONE
USE_I18N = True
# English is the source; Maltese is made known to Django before anything asks for it.
LANGUAGE_CODE = "en"
add_maltese()
LANGUAGES = list(_LANGUAGES)
LANGUAGE_COOKIE_NAME = "janua_language"
FORMAT_MODULE_PATH = ["janua.ui.formats"]
LOCALE_PATHS = [Path(ui.__file__).parent / "locale_of_django"]

SECURE_SSL_REDIRECT = ENVIRONMENT.tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.tls else 0
# Whoever may answer for a name below ours could set cookies for us.
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.tls
SESSION_COOKIE_SECURE = ENVIRONMENT.tls
CSRF_COOKIE_SECURE = ENVIRONMENT.tls
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = (
    f"{'__Host-' if ENVIRONMENT.tls else ''}janua_token{'_staff' if JANUA_PROCESS == 'workbench' else ''}"
)
CSRF_FAILURE_VIEW = "janua.config.problems.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Sites that may show the public calculator within their own pages; nothing else of ours may be framed.
JANUA_EMBEDDED_BY = list(ENVIRONMENT.embedded_by) or ["'none'"]
# Nothing inline, nothing from elsewhere; forms go to us, and on to the identity provider when signing in.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        # A photograph is shown before it is sent.
        "img-src": ["'self'", "data:", "blob:"],
        "form-action": ["'self'", *origins_of(JANUA_PARTNERS.get("eid", {}))],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        # For machines where it is real, for people in demo and test; both leave out the same.
        "line": {"()": f"janua.config.log.{'Json' if JANUA_ENV == 'production' else 'Line'}Formatter"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # The queue's library tells of each job it takes; what fails is enough.
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        # Statements with their parameters, whatever is asked for elsewhere.
        "django.db.backends": {"level": "WARNING"},
    },
}
