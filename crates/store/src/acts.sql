-- Format 2 adds to the index what is done and promised.

-- The events of the latest readings that no later text supersedes.
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    place INTEGER NOT NULL,       -- in the line's list, from 0
    type TEXT NOT NULL,
    mode TEXT,
    aspect TEXT NOT NULL,
    first_day TEXT,               -- on which it is, if that is known
    last_day TEXT
) STRICT;
CREATE INDEX event_by_report ON event (report);

-- The names of those who do and suffer each event, and of where it is; the rowid is the event's number.
CREATE VIRTUAL TABLE event_name USING fts5 (
    actors, scene, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The commitments of the latest readings that no later text supersedes.
CREATE TABLE commitment (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    place INTEGER NOT NULL,       -- in the line's list, from 0
    strength TEXT NOT NULL,
    first_day TEXT,               -- of the deadline, if it is known
    last_day TEXT
) STRICT;
CREATE INDEX commitment_by_report ON commitment (report);

-- The names of those who commit themselves, and to whom; the rowid is the commitment's number.
CREATE VIRTUAL TABLE commitment_name USING fts5 (
    givers, receivers, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
