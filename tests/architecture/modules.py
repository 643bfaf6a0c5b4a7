"""What an app may hold: the usual files of style.md §1, and by name what a single app has beside them.

A new module either goes where it belongs among the usual files, or is entered here with what it is for.
"""

APP_MODULES = {
    "jobs", "actions", "facts", "permissions", "invariants", "measures", "queries", "models", "row_security", "states",
    "apps", "migrations", "retention", "management", "templates", "templatetags", "static", "locale",
}  # fmt: skip
FACE_MODULES = {"urls", "views", "journeys", "forms"}
FACES = {"janua.portal", "janua.workbench", "janua.api"}

APP_EXTRAS: dict[str, dict[str, str]] = {
    "janua.config": {
        "countries": "which country packs exist",
        "environment": "what the environment may say",
        "headers": "what every answer tells the browser",
        "log": "log lines in UTC",
        "problems": "which face says that a form was refused",
        "production": "what production refuses",
        "settings": "Django's settings",
        "shedding": "the page of who was sent away for want of room",
        "start": "the one way in",
        "urls": "addresses, a module for each process",
        "waiting": "who is worked on, who waits, who is sent away",
        "wsgi": "what a server loads",
    },
    "janua.base.actors": {"middleware": "the actor of a request", "acting": "the actor of a block of work"},
    "janua.base.row_security": {
        "check": "that every table has policies or a reason",
        "everywhere": "policies that stand on many tables at once",
        "operation": "the migration operation",
        "own": "the functions every policy calls",
        "policy": "the words for policies",
        "roles": "database roles",
        "statements": "the SQL",
    },
    "janua.base.keys": {
        "box": "a box that anybody fills and one holder opens",
        "boxed": "a message sealed by who may not open it",
        "datakeys": "the data key of a person",
        "envelope": "the sealed form of a value",
        "fields": "sealed model fields and blind indexes",
        "folder": "the key store as a folder",
        "port": "what a key store must do",
        "transit": "the key store as a service",
    },
    "janua.base.jobs": {
        "loops": "periodic taking-up",
        "registry": "@job and @every",
        "timing": "how often the worker looks",
        "worker": "the worker",
    },
    "janua.base.audit": {
        "chain": "how rows are hashed",
        "export": "the trail as a file",
        "sealer": "sealing what is committed",
        "verify": "checking an exported trail, without a database",
    },
    "janua.base.accounts": {
        "door": "from the cookie of a request to its session",
        "language": "the language a face answers in, and a visitor's choice of it",
        "roles": "the roles every installation starts with, as data",
    },
    "janua.base.health": {
        "exported": "the numbers as Prometheus reads them",
        "heard": "what the process hears of itself",
        "pulse": "the sign of life of a process",
        "requests": "each request, counted and logged by its page's name",
        "server": "the operators' address",
        "truths": "the look at every app's invariants",
    },
    "janua.base.seals": {
        "files": "the seal as two files",
        "pdf": "a PDF under the seal, and its check",
        "picture": "a statement as a picture that a telephone reads",
        "port": "what a seal must do",
        "statement": "a statement under the seal as short text",
    },
    "janua.base.retention": {
        "journal": "erasures, written down outside the database",
        "words": "the words of an app's retention.py",
    },
    "janua.base.documents": {
        "pieces": "files too large for memory, sealed piece by piece",
        "contents": "what came as a paper, decoded and written anew",
        "scanning": "what came as a paper, looked through for malware",
        "store": "where files lie",
    },
    "janua.analytics": {
        "integrity": "an app of its own: what auditors look into",
        "sealing": "the files of a snapshot, sealed",
    },
    "janua.analytics.integrity": {"drawing": "which decisions of many a sample takes; plain Python"},
    "janua.casework": {"rates_security": "who sees how new rates are carried out"},
    "janua.checks": {"wire": "one question, sent over its protocol"},
    "janua.payments": {
        "definers": "functions of the database: what an officer does with a run",
        "filling": "functions of the database: how the paymaster prepares a run",
        "wire": "the bank over HTTPS",
    },
    "janua.registers": {
        "definers": "functions of the database: what a citizen may be told of others",
        "family": "functions of the database: who stands around a citizen, and who is kin of an officer",
        "keeping": "functions of the database: hot columns of persons, locks, numbers taken",
        "look_alerts": "alerts on looks, in the database: at protected persons, and more than usual",
        "look_holds": "looks shown later, in the database: which are left out, and who asks for it",
        "looking_up": "look-up before somebody is registered, in the database",
        "matching": "candidates for one and the same person; plain Python",
        "restricted": "functions of the database: whom an officer may not know of",
        "urgent": "break-glass in the database: whose file is open in urgency, and who sees that it is",
    },
    "janua.ui": {
        "countries": "the names of countries, by language",
        "curve_drawing": "where the line of an amount against income stands",
        "drawings": "where boxes and lines of a drawing stand",
        "examples": "every component with short and long texts, for the gallery",
        "fields": "the fields of forms",
        "formats": "how Django itself writes and reads days and numbers, by language",
        "gallery": "the page that shows every component, in demo and test",
        "languages": "which languages there are, and how a choice is kept in the browser",
        "legal": "sentences with legal weight, with the English beside them until they are reviewed",
        "locale_of_django": "what Django says by itself, in a language that it does not ship",
        "look": "what the style sheet is made from, and how",
        "on_page": "amounts, days and instants in the page's language",
        "reading": "what people type as an amount",
        "renderer": "how forms are drawn",
        "static": "style sheet, fonts, scripts and mark",
        "static_files": "static files under names that change with their content",
        "widgets": "boxes that look or read differently",
        "written": "how each language writes amounts, days and instants",
    },
}
