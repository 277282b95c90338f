-- class: offline
-- Releases before 1.6.0 read and write labels.label_values and cannot run from here on.
CREATE TABLE label_values (
  label_id uuid  NOT NULL REFERENCES labels (id),
  name     text  NOT NULL,
  value    jsonb NOT NULL,
  PRIMARY KEY (label_id, name)
);

INSERT INTO label_values (label_id, name, value)
SELECT labels.id, entry.key, entry.value
  FROM labels CROSS JOIN LATERAL jsonb_each(labels.label_values) AS entry;

ALTER TABLE labels DROP COLUMN label_values;
