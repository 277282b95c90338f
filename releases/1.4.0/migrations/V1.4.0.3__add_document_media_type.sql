-- class: online
-- The default serves release 1.3.0, which writes documents without a media type.
ALTER TABLE documents ADD COLUMN media_type text NOT NULL DEFAULT 'application/octet-stream';

UPDATE documents
   SET media_type = CASE
         WHEN lower(name) LIKE '%.txt'  THEN 'text/plain'
         WHEN lower(name) LIKE '%.html' THEN 'text/html'
         WHEN lower(name) LIKE '%.json' THEN 'application/json'
         WHEN lower(name) LIKE '%.pdf'  THEN 'application/pdf'
       END
 WHERE lower(name) SIMILAR TO '%.(txt|html|json|pdf)';
