-- class: online
-- Apart from the new column, whose exclusive lock would last as long as this does.
UPDATE documents
   SET media_type = CASE
         WHEN lower(name) LIKE '%.txt'  THEN 'text/plain'
         WHEN lower(name) LIKE '%.html' THEN 'text/html'
         WHEN lower(name) LIKE '%.json' THEN 'application/json'
         ELSE 'application/pdf'
       END
 WHERE lower(name) LIKE ANY (ARRAY['%.txt', '%.html', '%.json', '%.pdf']);
