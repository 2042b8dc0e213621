-- What lists show of a document beside its text, and what was found of it by asking into JSON
-- before, as columns and a table of their own: so that every question is plain SQL.

-- JSON of its path, url, outlet, side, title and published.
ALTER TABLE documents ADD COLUMN head TEXT NOT NULL DEFAULT '{}';
-- Day of reading in, ISO.
ALTER TABLE documents ADD COLUMN retrieved TEXT;
UPDATE documents SET
    head = json_object(
        'path', json -> 'path', 'url', json -> 'url', 'outlet', json -> 'outlet',
        'side', json -> 'side', 'title', json -> 'title', 'published', json -> 'published'),
    retrieved = json ->> 'retrieved';
DROP INDEX documents_by_retrieved;
CREATE INDEX documents_by_retrieved ON documents (retrieved);

-- The codes of a document's notes.
CREATE TABLE document_notes (
    document TEXT NOT NULL REFERENCES documents (id),
    place    INTEGER NOT NULL,          -- order within the document
    code     TEXT NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
INSERT INTO document_notes (document, place, code)
SELECT d.id, n.key, n.value ->> 'code' FROM documents d, json_each(d.json, '$.notes') n;
