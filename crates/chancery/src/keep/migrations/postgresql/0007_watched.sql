-- What is watched: feeds and folders, and the entries of feeds that were looked at.

CREATE TABLE watched (
    source   TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- as it was given: an address or a folder
    etag     TEXT COLLATE "C",                      -- of the last answer whose entries are all done
    modified TEXT COLLATE "C",                      -- its day of change, as the server wrote it
    due      TEXT COLLATE "C" NOT NULL,             -- not to be asked before this instant, ISO
    failures BIGINT NOT NULL           -- in a row
);

-- Once for all feeds: two that list one page do not fetch it twice.
CREATE TABLE watched_entries (
    entry  TEXT COLLATE "C" NOT NULL PRIMARY KEY,   -- the address of the page, else the id of the entry
    edited TEXT COLLATE "C" NOT NULL,               -- when it was last edited, by the feed; '' where untold
    tries  BIGINT NOT NULL,            -- in vain, since that edition
    done   BIGINT NOT NULL             -- whether it need not be asked for any more
);

-- A page fetched again is told by its words.
CREATE INDEX documents_by_reading ON documents (reading);
