"""The tables of a ledger file, as text. ``ledger/__init__.py`` explains them in words.

``SCHEMA`` is the version written here (``PRAGMA user_version``); ``APPLICATION`` marks the file as ours (``application_id``).
"""

from __future__ import annotations

SCHEMA = 2
APPLICATION = 0x474B4431  # "GKD1"

TABLES = """
CREATE TABLE ledger (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = '1'),
    identity TEXT NOT NULL,
    created TEXT NOT NULL,
    program TEXT NOT NULL,
    genesis TEXT NOT NULL CHECK (genesis LIKE '{%}'),
    head INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    year INTEGER CHECK (year BETWEEN 1900 AND 2999),
    issued TEXT CHECK (issued IS date(issued)),
    number TEXT
);
CREATE TABLE step (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    parent INTEGER NOT NULL CHECK (parent >= 0 AND parent < seq),
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    person TEXT NOT NULL,
    computer TEXT NOT NULL,
    changes INTEGER NOT NULL CHECK (changes > 0),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    UNIQUE (file, sheet)
);
CREATE TABLE change (
    step INTEGER NOT NULL REFERENCES step (seq),
    n INTEGER NOT NULL,
    record TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    old,
    new,
    place INTEGER REFERENCES place (id),
    "row" INTEGER,
    "column" INTEGER,
    PRIMARY KEY (step, n)
) WITHOUT ROWID;
CREATE INDEX change_of_record ON change (record, key);
CREATE TABLE movement (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    computer TEXT NOT NULL,
    source INTEGER NOT NULL,
    target INTEGER NOT NULL
);
CREATE TABLE original (
    sha TEXT PRIMARY KEY NOT NULL CHECK (length(sha) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    method TEXT NOT NULL CHECK (method IN ('stored', 'zlib')),
    data BLOB NOT NULL
);
CREATE TABLE task (
    id TEXT PRIMARY KEY NOT NULL,
    "order" REAL,
    number TEXT,
    section TEXT NOT NULL CHECK (section LIKE '[%]'),
    name TEXT,
    text TEXT NOT NULL,
    reading TEXT,
    requirement TEXT,
    lead TEXT NOT NULL CHECK (lead LIKE '{%}'),
    support TEXT NOT NULL CHECK (support LIKE '{%}'),
    deadline TEXT NOT NULL CHECK (deadline LIKE '{%}'),
    targets TEXT NOT NULL CHECK (targets LIKE '[%]'),
    persons TEXT,
    remarks TEXT,
    extra TEXT NOT NULL CHECK (extra LIKE '[%]'),
    blank_lead TEXT NOT NULL,
    "table" INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source LIKE '{%}'),
    dropped TEXT CHECK (dropped IS date(dropped))
);
CREATE TABLE unit (
    name TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
    "order" REAL,
    aliases TEXT NOT NULL CHECK (aliases LIKE '[%]'),
    level TEXT,
    category TEXT,
    parent TEXT,
    contact TEXT,
    phone TEXT
);
CREATE TABLE "group" (
    phrase TEXT PRIMARY KEY NOT NULL,
    members TEXT NOT NULL CHECK (members LIKE '[%]')
);
CREATE TABLE round (
    name TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
    "order" REAL,
    opened TEXT CHECK (opened IS date(opened)),
    due TEXT CHECK (due IS date(due)),
    closed TEXT CHECK (closed IS date(closed))
);
CREATE TABLE report (
    task TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT NOT NULL CHECK (unit <> ''),
    round TEXT NOT NULL REFERENCES round (name) DEFERRABLE INITIALLY DEFERRED,
    status TEXT,
    progress TEXT,
    done_on TEXT,
    evidence TEXT,
    problems TEXT,
    next_steps TEXT,
    value TEXT,
    done_on_raw TEXT,
    status_raw TEXT,
    review TEXT,
    review_reason TEXT,
    origin TEXT CHECK (origin LIKE '{%}'),
    arrived TEXT,
    PRIMARY KEY (task, unit, round)
) WITHOUT ROWID;
CREATE TABLE form (
    round TEXT NOT NULL REFERENCES round (name) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT NOT NULL CHECK (unit <> ''),
    filler TEXT,
    phone TEXT,
    reviewer TEXT,
    version INTEGER,
    issued_at TEXT,
    issued TEXT CHECK (issued LIKE '{%}'),
    PRIMARY KEY (round, unit)
);
CREATE TABLE verdict (
    task TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    round TEXT NOT NULL REFERENCES round (name) DEFERRABLE INITIALLY DEFERRED,
    status TEXT,
    light TEXT,
    reason TEXT,
    PRIMARY KEY (task, round)
) WITHOUT ROWID;
CREATE TABLE summary (
    task TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    round TEXT NOT NULL REFERENCES round (name) DEFERRABLE INITIALLY DEFERRED,
    text TEXT,
    PRIMARY KEY (task, round)
) WITHOUT ROWID;
CREATE TABLE waiver (
    key TEXT PRIMARY KEY NOT NULL,
    reason TEXT
);
CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT
);
CREATE TABLE obligation (
    key TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    due TEXT CHECK (due IS date(due)),
    raw TEXT NOT NULL,
    source TEXT CHECK (source LIKE '{%}'),
    done_on TEXT CHECK (done_on IS date(done_on))
);
CREATE TABLE rectification (
    id TEXT PRIMARY KEY NOT NULL,
    problem TEXT NOT NULL,
    task TEXT,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT NOT NULL,
    due TEXT CHECK (due IS date(due)),
    progress TEXT NOT NULL,
    applied TEXT CHECK (applied IS date(applied)),
    checker TEXT NOT NULL,
    closed TEXT CHECK (closed IS date(closed))
);
CREATE TABLE pending (
    task TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT NOT NULL,
    round TEXT NOT NULL REFERENCES round (name) DEFERRABLE INITIALLY DEFERRED,
    field TEXT NOT NULL,
    "values" TEXT CHECK ("values" LIKE '[%]'),
    PRIMARY KEY (task, unit, round, field)
) WITHOUT ROWID;
CREATE TABLE document (
    sha TEXT NOT NULL REFERENCES original (sha) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT,
    round TEXT,
    size INTEGER NOT NULL,
    PRIMARY KEY (sha, name)
) WITHOUT ROWID;
"""
