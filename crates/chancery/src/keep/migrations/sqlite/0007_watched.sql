-- What is watched: feeds and folders, and the entries of feeds that were looked at.

CREATE TABLE watched (
    source   TEXT NOT NULL PRIMARY KEY, -- as it was given: an address or a folder
    etag     TEXT,                      -- of the last answer whose entries are all done
    modified TEXT,                      -- its day of change, as the server wrote it
    due      TEXT NOT NULL,             -- not to be asked before this instant, ISO
    failures INTEGER NOT NULL           -- in a row
) STRICT;

-- Once for all feeds: two that list one page do not fetch it twice.
CREATE TABLE watched_entries (
    entry  TEXT NOT NULL PRIMARY KEY,   -- the address of the page, else the id of the entry
    edited TEXT NOT NULL,               -- when it was last edited, by the feed; '' where untold
    tries  INTEGER NOT NULL,            -- in vain, since that edition
    done   INTEGER NOT NULL             -- whether it need not be asked for any more
) STRICT;

-- A page fetched again is told by its words.
CREATE INDEX documents_by_reading ON documents (reading);
