-- A record of a million documents: each table that says of whom a thing is holds the thing's day
-- too, so that a list by state or actor is read off an index in its own order; pairs of states and
-- numbers shown on every page are kept. What these rows are is filled in by the program, for
-- records that were there before.

ALTER TABLE document_actors ADD COLUMN day TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE document_actors SET day = coalesce(
    (SELECT CASE WHEN d.published_start < 'X' THEN d.published_start ELSE '' END
     FROM documents d WHERE d.id = document), '');
DROP INDEX document_actors_by_actor;
CREATE INDEX document_actors_leafed ON document_actors (actor, day, document);

ALTER TABLE encounter_participants ADD COLUMN day TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE encounter_participants SET day = coalesce(
    (SELECT CASE WHEN e.start < 'X' THEN e.start ELSE '' END
     FROM encounters e WHERE e.id = encounter), '');
DROP INDEX encounter_participants_by_actor;
DROP INDEX encounter_participants_by_country;
CREATE INDEX encounter_participants_by_actor ON encounter_participants (actor, day, encounter);
CREATE INDEX encounter_participants_by_country ON encounter_participants (country, day, encounter);

ALTER TABLE statement_actors ADD COLUMN day TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE statement_actors SET day = coalesce(
    (SELECT CASE WHEN s.start < 'X' THEN s.start ELSE '' END
     FROM statements s WHERE s.id = statement), '');
DROP INDEX statement_actors_by_actor;
DROP INDEX statement_actors_leafed;
CREATE INDEX statement_actors_by_actor ON statement_actors (actor, day, statement);
CREATE INDEX statement_actors_by_country ON statement_actors (country, day, statement);

ALTER TABLE commitment_actors ADD COLUMN day TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE commitment_actors SET day = coalesce(
    (SELECT CASE WHEN c.due_start < 'X' THEN c.due_start ELSE '' END
     FROM commitments c WHERE c.id = commitment), '');
DROP INDEX commitment_actors_by_actor;
CREATE INDEX commitment_actors_by_actor ON commitment_actors (actor, day, commitment);

-- Encounters by the two states whose people took part, the first in the alphabet before the other.
CREATE TABLE encounter_pairs (
    one          TEXT COLLATE "C" NOT NULL,
    other        TEXT COLLATE "C" NOT NULL,
    day          TEXT COLLATE "C" NOT NULL,          -- first moment; empty where none with its year is told
    encounter    TEXT COLLATE "C" NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    status       TEXT COLLATE "C" NOT NULL,
    contradicted BIGINT NOT NULL,       -- 1 where accounts contradict each other
    PRIMARY KEY (one, other, day, encounter)
);

-- Documents by two states that they name, or people of which.
CREATE TABLE document_pairs (
    one      TEXT COLLATE "C" NOT NULL,
    other    TEXT COLLATE "C" NOT NULL,
    day      TEXT COLLATE "C" NOT NULL,              -- of publication; empty where none with its year is known
    document TEXT COLLATE "C" NOT NULL REFERENCES documents (id),
    PRIMARY KEY (one, other, day, document)
);
INSERT INTO document_pairs (one, other, day, document)
SELECT DISTINCT a.country, b.country, x.day, x.document
FROM document_actors x JOIN actors a ON a.id = x.actor
JOIN document_actors y ON y.document = x.document JOIN actors b ON b.id = y.actor
WHERE a.country < b.country;
CREATE INDEX document_pairs_by_document ON document_pairs (document);

-- How many there are: of each noun, of encounters by state, by pair of states and by place.
CREATE TABLE tallies (
    what  TEXT COLLATE "C" NOT NULL,                 -- documents, accounts, ..., state, pair, place
    one   TEXT COLLATE "C" NOT NULL,
    other TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (what, one, other)
);
CREATE INDEX tallies_by_count ON tallies (what, count);

-- The words of actors' names, in small letters.
CREATE TABLE actor_words (
    word  TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL REFERENCES actors (id),
    PRIMARY KEY (word, actor)
);
CREATE INDEX actor_words_by_actor ON actor_words (actor);

CREATE INDEX encounters_of_kind
    ON encounters (kind, (CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX encounters_of_status
    ON encounters (status, (CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX encounters_in_country
    ON encounters (country, (CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX statements_of_act
    ON statements (act, (CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX commitments_of_kind
    ON commitments (kind, (CASE WHEN due_start < 'X' THEN due_start ELSE '' END), id);
CREATE INDEX documents_of_kind
    ON documents (kind, (CASE WHEN published_start < 'X' THEN published_start ELSE '' END), id);
CREATE INDEX actors_of_kind ON actors (kind, name, id);
DROP INDEX actors_by_country;
CREATE INDEX actors_of_country ON actors (country, name, id);
