-- class: offline
-- Releases before 1.5.0 read and write documents.name and cannot run from here on.
ALTER TABLE documents RENAME COLUMN name TO title;
