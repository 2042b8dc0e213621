-- Indexes for lists that are leafed through: each in its own order, by what it is filtered by.
-- The expressions are written as the queries write them.

CREATE INDEX encounters_leafed ON encounters ((CASE WHEN start < 'X' THEN start ELSE '' END), id);
CREATE INDEX encounters_contradicted
    ON encounters ((CASE WHEN start < 'X' THEN start ELSE '' END), id)
    WHERE json LIKE '%"verdict":"contradicted"%';
CREATE INDEX encounter_participants_leafed ON encounter_participants (country, encounter);
CREATE INDEX encounter_participants_met ON encounter_participants (actor, encounter);
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
