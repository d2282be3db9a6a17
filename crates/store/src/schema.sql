-- The record, format 1. What is added to and never changed:

-- One call of Dateline that wrote to the record.
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    begun TEXT NOT NULL,          -- UTC, 2031-05-03T14:05:00Z
    command TEXT NOT NULL,
    dateline TEXT NOT NULL,       -- version
    rules TEXT NOT NULL,          -- hashes of the rule files, by stage
    model TEXT                    -- hash of the model
) STRICT;

-- A report by its identity, which is made from its source, its address and its text.
CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,      -- 16 bytes
    key TEXT NOT NULL,            -- origin.key of the run that brought it
    address TEXT,                 -- url, else source and given id
    outlet TEXT COLLATE NOCASE,
    domain TEXT COLLATE NOCASE,
    agency TEXT COLLATE NOCASE,
    supersedes INTEGER REFERENCES report (number),
    run INTEGER NOT NULL REFERENCES run (number)
) STRICT;
CREATE INDEX report_by_address ON report (address) WHERE address IS NOT NULL;
CREATE INDEX report_by_key ON report (key);
CREATE INDEX report_by_superseded ON report (supersedes) WHERE supersedes IS NOT NULL;

-- The words of a report, which never change; apart from it, so that a look over all reports need not pass over them.
CREATE TABLE content (
    report INTEGER PRIMARY KEY REFERENCES report (number),
    title TEXT,
    text TEXT NOT NULL
) STRICT;

-- A report's line without its text, with the trees of its reasons, as one run made it. The latest one counts.
CREATE TABLE reading (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (number),
    run INTEGER NOT NULL REFERENCES run (number),
    line BLOB NOT NULL            -- JSON, LZ4 block behind its length
) STRICT;
CREATE INDEX reading_by_report ON reading (report);

-- What a person says of a finding.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    made TEXT NOT NULL,           -- UTC
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    report INTEGER NOT NULL REFERENCES report (number),
    finding BLOB NOT NULL,        -- id, which is made from report, kind and spans
    kind TEXT NOT NULL,           -- of the finding
    spans TEXT NOT NULL,          -- of the finding: JSON, code points and characters
    change TEXT NOT NULL,         -- JSON
    run INTEGER NOT NULL REFERENCES run (number)
) STRICT;
CREATE INDEX correction_by_report ON correction (report);

-- Reports that were laid side by side.
CREATE TABLE comparison (
    number INTEGER PRIMARY KEY,
    story TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (number),
    line BLOB NOT NULL            -- packed as in reading
) STRICT;
CREATE INDEX comparison_by_story ON comparison (story);

-- The index: made from the above, and made again when that changes.

-- The ids of the findings of each reading, as words; the rowid is the reading's number. Ids are as good as random: in a
-- B-tree each would touch a page of its own, while a word index gathers and merges them in long runs.
CREATE VIRTUAL TABLE finding USING fts5 (
    ids, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE finding_id USING fts5vocab (finding, instance);

-- The statements of the latest readings that no later text supersedes, as corrected.
CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    place INTEGER NOT NULL,       -- in the line's list, from 0
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    day TEXT                      -- of publication, if it is known
) STRICT;
CREATE INDEX statement_by_report ON statement (report);

-- The names of each statement's speakers; the rowid is the statement's number.
CREATE VIRTUAL TABLE speaker USING fts5 (
    names, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The words of the reports that no later text supersedes; the rowid is the report's number.
CREATE VIRTUAL TABLE word USING fts5 (
    title, text, content = 'content', content_rowid = 'report', tokenize = 'unicode61 remove_diacritics 2'
);
