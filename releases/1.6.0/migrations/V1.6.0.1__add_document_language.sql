-- class: online
-- 'und' is the language code for undetermined: what is true of every document until a worker of 1.6.0 extracts it. A
-- constant default is stored in the catalogue, and release 1.5.0 need not know the column.
ALTER TABLE documents ADD COLUMN language text NOT NULL DEFAULT 'und';
