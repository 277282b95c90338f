-- class: online
-- What workers look for. Open jobs are few, so the index is small and quickly built.
CREATE INDEX jobs_open ON jobs (created_at) WHERE status IN ('queued', 'running');
