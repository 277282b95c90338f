-- class: online
-- A constant default is stored in the catalogue: no row is rewritten, and release 1.3.0 need not know the column.
ALTER TABLE jobs ADD COLUMN attempts integer NOT NULL DEFAULT 0;
