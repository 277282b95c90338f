-- class: online
CREATE TABLE schedules (
  id            uuid        PRIMARY KEY,
  name          text        NOT NULL UNIQUE,
  job_type      text        NOT NULL CHECK (job_type IN ('crawl', 'extract', 'export')),
  every_seconds integer     NOT NULL CHECK (every_seconds > 0),
  document_id   uuid        REFERENCES documents (id),
  url           text,
  next_due_at   timestamptz NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE jobs
  ADD COLUMN schedule_id uuid REFERENCES schedules (id) ON DELETE SET NULL,
  ADD COLUMN due_at      timestamptz;

-- Two schedulers cannot make two jobs of one tick.
ALTER TABLE jobs ADD CONSTRAINT jobs_one_per_tick UNIQUE (schedule_id, due_at);
