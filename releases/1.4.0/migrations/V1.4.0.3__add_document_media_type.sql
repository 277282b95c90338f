-- class: online
-- The default serves release 1.3.0, which writes documents without a media type.
ALTER TABLE documents ADD COLUMN media_type text NOT NULL DEFAULT 'application/octet-stream';
