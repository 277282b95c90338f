-- class: online
-- What happened, written in the transaction that made it happen. Nothing here is unique on purpose: whatever happened
-- twice is here twice, and can be counted.
CREATE TABLE activity (
  id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT now(),
  kind    text        NOT NULL CHECK (kind IN ('request', 'job-created', 'job-done', 'job-failed', 'tick')),
  key     text        NOT NULL,
  release text        NOT NULL
);
