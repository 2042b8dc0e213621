-- Indexes for lists that are leafed through: each in its own order, by what it is filtered by.
-- The expressions are written as the queries write them. Those of participants by country and by
-- actor are there already, and hold the encounter with each row.

CREATE INDEX encounters_leafed ON encounters ((CASE WHEN start < 'X' THEN start ELSE '' END), id);
-- Whether accounts contradict each other on any field.
ALTER TABLE encounters ADD COLUMN contradicted BIGINT NOT NULL
    GENERATED ALWAYS AS
        (CASE WHEN json LIKE '%"verdict":"contradicted"%' THEN 1 ELSE 0 END) STORED;
CREATE INDEX encounters_contradicted
    ON encounters (contradicted, (CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX statements_leafed ON statements ((CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX statement_actors_leafed ON statement_actors (country, statement);
CREATE INDEX commitments_leafed
    ON commitments ((CASE WHEN due_start < 'X' THEN due_start ELSE '' END), id);
CREATE INDEX documents_leafed
    ON documents ((CASE WHEN published_start < 'X' THEN published_start ELSE '' END), id);
CREATE INDEX documents_of_outlet
    ON documents (outlet, (CASE WHEN published_start < 'X' THEN published_start ELSE '' END), id);
CREATE INDEX documents_published ON documents (published_end);
CREATE INDEX actors_leafed ON actors (name, id);
CREATE INDEX actors_by_country ON actors (country);
