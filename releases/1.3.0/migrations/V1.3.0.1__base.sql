-- class: online
-- The tables of the first supported release.

-- One row: the oldest release that may run on this schema.
CREATE TABLE piprio_schema (
  only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  oldest_release text    NOT NULL
);
INSERT INTO piprio_schema (oldest_release) VALUES ('1.3.0');

CREATE TABLE documents (
  id              uuid        PRIMARY KEY,
  name            text        NOT NULL,
  object_key      text        UNIQUE,
  size_bytes      bigint      NOT NULL,
  sha256          text        NOT NULL,
  idempotency_key text        UNIQUE,
  created_at      timestamptz NOT NULL DEFAULT now(),
  deleted_at      timestamptz
);

CREATE TABLE jobs (
  id              uuid        PRIMARY KEY,
  type            text        NOT NULL CHECK (type IN ('crawl', 'extract', 'export')),
  status          text        NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed')),
  document_id     uuid        REFERENCES documents (id),
  url             text,
  duration_millis integer     NOT NULL DEFAULT 0 CHECK (duration_millis BETWEEN 0 AND 30000),
  idempotency_key text        UNIQUE,
  claimed_by      text,
  lease_until     timestamptz,
  error           text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  started_at      timestamptz,
  finished_at     timestamptz
);

-- One effect per job: a job that runs twice leaves one row.
CREATE TABLE extractions (
  id          uuid        PRIMARY KEY,
  job_id      uuid        NOT NULL UNIQUE REFERENCES jobs (id),
  document_id uuid        NOT NULL REFERENCES documents (id),
  word_count  bigint      NOT NULL,
  sha256      text        NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE exports (
  id             uuid        PRIMARY KEY,
  job_id         uuid        NOT NULL UNIQUE REFERENCES jobs (id),
  object_key     text        UNIQUE,
  document_count bigint      NOT NULL,
  size_bytes     bigint      NOT NULL,
  sha256         text        NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now()
);
