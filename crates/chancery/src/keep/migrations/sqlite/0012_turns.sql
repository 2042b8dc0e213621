-- Where commitments stand, kept: what each later telling does to each of them, and the state that
-- comes of it. The program finds them at the next settling.

CREATE TABLE turns (
    commitment TEXT NOT NULL REFERENCES commitments (id),
    document   TEXT NOT NULL REFERENCES documents (id),    -- that tells it
    id         TEXT NOT NULL,           -- hash of the line
    day        TEXT NOT NULL,           -- the document was published
    json       TEXT NOT NULL,
    PRIMARY KEY (commitment, document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX turns_by_document ON turns (document);

-- What commitments, and what may bear on them, are looked up by: parties, a state for all of its
-- people; documents whose words are denied.
CREATE TABLE turn_keys (
    key      TEXT NOT NULL,
    part     TEXT NOT NULL,             -- promised, later
    day      TEXT NOT NULL,             -- the document was published
    document TEXT NOT NULL REFERENCES documents (id),
    PRIMARY KEY (key, part, day, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_keys_by_document ON turn_keys (document);

-- What was judged of what each document tells, when turns were last found.
CREATE TABLE turned_by (
    document  TEXT NOT NULL PRIMARY KEY,
    judgement TEXT NOT NULL             -- hash
) STRICT, WITHOUT ROWID;

-- As all that was read tells it; the column state is as the commitment's own document does.
ALTER TABLE commitments ADD COLUMN stands TEXT NOT NULL DEFAULT '';
UPDATE commitments SET stands = state;
CREATE INDEX commitments_standing
    ON commitments (stands, (CASE WHEN due_start < 'X' THEN due_start ELSE '' END), id);

INSERT INTO unsettled (what, id) SELECT 'told', id FROM documents WHERE true
ON CONFLICT DO NOTHING;
