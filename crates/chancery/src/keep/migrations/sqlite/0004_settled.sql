-- What documents tell of contacts, settled into encounters with all their accounts. A contact is
-- kept as its document alone tells it; encounters, copies and editions are worked out from all
-- documents, and anew wherever `unsettled` says that something came or went.

DROP TABLE encounter_participants;
DROP INDEX encounters_by_document;
DROP INDEX encounters_by_start;
ALTER TABLE encounters RENAME TO contacts;
ALTER TABLE contacts DROP COLUMN kind;
ALTER TABLE contacts DROP COLUMN status;
ALTER TABLE contacts DROP COLUMN domestic;
ALTER TABLE contacts DROP COLUMN start;
ALTER TABLE contacts DROP COLUMN "end";
ALTER TABLE contacts DROP COLUMN country;
ALTER TABLE contacts DROP COLUMN first_known;

CREATE TABLE encounters (
    id          TEXT PRIMARY KEY,       -- that of its first contact
    component   TEXT NOT NULL,          -- of the contacts it was worked out with
    kind        TEXT NOT NULL,
    status      TEXT NOT NULL,
    domestic    INTEGER NOT NULL,
    start       TEXT,
    "end"       TEXT,
    country     TEXT,
    first_known TEXT,
    json        TEXT NOT NULL
) STRICT;
CREATE INDEX encounters_by_component ON encounters (component);
CREATE INDEX encounters_by_start ON encounters (start, id);

CREATE TABLE encounter_participants (
    encounter TEXT NOT NULL REFERENCES encounters (id),
    place     INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    name      TEXT NOT NULL,
    office    TEXT,
    country   TEXT,
    role      TEXT NOT NULL,
    PRIMARY KEY (encounter, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_participants_by_actor ON encounter_participants (actor);
CREATE INDEX encounter_participants_by_country ON encounter_participants (country);

-- What encounters are looked up by that may stand in a relation to one another.
CREATE TABLE encounter_keys (
    key       TEXT NOT NULL,
    encounter TEXT NOT NULL REFERENCES encounters (id),
    PRIMARY KEY (key, encounter)
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_keys_by_encounter ON encounter_keys (encounter);

-- The least of the contacts that can be reached from it by ties of weight, and the encounter it
-- is of; null before the first settling.
ALTER TABLE contacts ADD COLUMN component TEXT;
ALTER TABLE contacts ADD COLUMN encounter TEXT
    REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX contacts_by_document ON contacts (document);
CREATE INDEX contacts_by_component ON contacts (component);
CREATE INDEX contacts_by_encounter ON contacts (encounter);

-- Two contacts can be of one encounter only where they share a key.
CREATE TABLE contact_keys (
    key     TEXT NOT NULL,
    contact TEXT NOT NULL REFERENCES contacts (id),
    PRIMARY KEY (key, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_keys_by_contact ON contact_keys (contact);

DROP INDEX accounts_by_encounter;
ALTER TABLE accounts RENAME COLUMN encounter TO contact;
ALTER TABLE accounts ADD COLUMN encounter TEXT
    REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX accounts_by_contact ON accounts (contact);
CREATE INDEX accounts_by_encounter ON accounts (encounter);

-- Who took whose words.
CREATE TABLE copies (
    document TEXT NOT NULL REFERENCES documents (id),
    source   TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    kind     TEXT NOT NULL,
    json     TEXT NOT NULL,
    PRIMARY KEY (document, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_source ON copies (source);

-- Two documents can be copies only where they share a hash of their words; of two, the one that
-- comes later in precedence is the taker.
CREATE TABLE sketched (
    number     INTEGER PRIMARY KEY,
    document   TEXT NOT NULL UNIQUE REFERENCES documents (id),
    precedence TEXT NOT NULL
) STRICT;
CREATE TABLE sketches (
    hash   INTEGER NOT NULL,
    number INTEGER NOT NULL REFERENCES sketched (number),
    PRIMARY KEY (hash, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_by_number ON sketches (number);

-- The document whose words it goes back to; its own id where it is nobody's copy.
ALTER TABLE documents ADD COLUMN origin TEXT;
CREATE INDEX documents_by_origin ON documents (origin);
-- The address without what does not lead to another page.
ALTER TABLE documents ADD COLUMN address TEXT;
CREATE INDEX documents_by_address ON documents (address);
CREATE INDEX documents_by_retrieved ON documents (json ->> 'retrieved');

-- What has come, gone or changed since the last settling.
CREATE TABLE unsettled (
    what TEXT NOT NULL,                 -- document, taker, edition (an address), component
    id   TEXT NOT NULL,
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;

-- By which rules all that is not marked was settled; no row before the first time.
CREATE TABLE settled_by (
    rules TEXT NOT NULL
) STRICT;
