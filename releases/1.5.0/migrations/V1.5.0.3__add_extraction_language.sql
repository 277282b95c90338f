-- class: online
-- 'und' is the language code for undetermined: what is true of every extraction made so far.
ALTER TABLE extractions ADD COLUMN language text NOT NULL DEFAULT 'und';
