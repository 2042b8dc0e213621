-- What statements answer in earlier documents is kept. It is settled anew by the next program that
-- settles, since its rules are others.

CREATE TABLE answers (
    statement TEXT COLLATE "C" NOT NULL REFERENCES statements (id),
    place     BIGINT NOT NULL,          -- of several answers, the best first
    document  TEXT COLLATE "C" NOT NULL REFERENCES documents (id),  -- of the statement
    told_in   TEXT COLLATE "C" NOT NULL REFERENCES documents (id),  -- of the claim
    claim     TEXT COLLATE "C" REFERENCES statements (id),          -- null where nobody is told to say it
    kind      TEXT COLLATE "C" NOT NULL,
    json      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (statement, place)
);
CREATE INDEX answers_by_document ON answers (document);
CREATE INDEX answers_by_told_in ON answers (told_in);
CREATE INDEX answers_by_claim ON answers (claim, document);
