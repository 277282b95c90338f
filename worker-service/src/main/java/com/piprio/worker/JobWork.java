package com.piprio.worker;

import com.piprio.runtime.ObjectStore;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sha256;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Does jobs: the object first, then in one transaction the row that names it and the end of the job. A job that is done
 * twice leaves one effect, since the row has the id of the job.
 */
@Singleton
class JobWork {

    /** Not of content that has been replaced since it was read. */
    private static final String LANGUAGE = "UPDATE documents SET language = ? WHERE id = ? AND sha256 = ?";

    private final JobTable jobs;
    private final ObjectStore objects;
    private final SchemaWords words;

    JobWork(JobTable jobs, ObjectStore objects, SchemaWords words) {
        this.jobs = jobs;
        this.objects = objects;
        this.words = words;
    }

    /**
     * Does a job and ends it.
     *
     * @throws JobRefusedException when it can never be done
     * @throws ClaimLostException when it is another's by now
     */
    void run(ClaimedJob job) throws InterruptedException {
        Thread.sleep(job.durationMillis());
        switch (job.type()) {
            case "crawl" -> crawl(job);
            case "extract" -> extract(job);
            case "export" -> export(job);
            default -> throw new JobRefusedException("unknown type " + job.type());
        }
    }

    // A stand-in for a crawler: it keeps the effects of one and never leaves the host. Its page depends on the job
    // alone, so that a second attempt stores the same bytes under the same key.
    private void crawl(ClaimedJob job) {
        byte[] page = ("<html><body>Page " + job.url() + " as seen by job " + job.id() + "</body></html>\n")
                .getBytes(StandardCharsets.UTF_8);
        String key = "documents/" + job.id();
        objects.put(key, page);
        String insert = "INSERT INTO documents (id, " + words.documentName() + ", object_key, size_bytes, sha256"
                + (words.mediaType() ? ", media_type) VALUES (?, ?, ?, ?, ?, 'text/html')" : ") VALUES (?, ?, ?, ?, ?)")
                + " ON CONFLICT (id) DO NOTHING";
        jobs.finish(
                job,
                connection -> Sql.execute(connection, insert, job.id(), job.url(), key, page.length, Sha256.of(page)));
    }

    private void extract(ClaimedJob job) {
        UUID document = job.documentId();
        String query =
                "SELECT object_key FROM documents WHERE id = ? AND deleted_at IS NULL AND object_key IS NOT NULL";
        byte[] content = jobs.reading(
                        connection -> Sql.first(connection, query, row -> row.getString("object_key"), document))
                .flatMap(objects::read)
                .orElseThrow(() -> new JobRefusedException("there is no document " + document));
        ExtractedText text = ExtractedText.of(content);
        String insert = "INSERT INTO extractions (id, job_id, document_id, word_count, sha256"
                + (words.language() ? ", language) VALUES (?, ?, ?, ?, ?, ?)" : ") VALUES (?, ?, ?, ?, ?)")
                + " ON CONFLICT (job_id) DO NOTHING";
        String sha256 = Sha256.of(content);
        jobs.finish(job, connection -> {
            if (words.language()) {
                Sql.execute(connection, insert, job.id(), job.id(), document, text.words(), sha256, text.language());
            } else {
                Sql.execute(connection, insert, job.id(), job.id(), document, text.words(), sha256);
            }
            if (words.documentLanguage()) {
                Sql.execute(connection, LANGUAGE, text.language(), document, sha256);
            }
        });
    }

    private void export(ClaimedJob job) {
        String query = "SELECT json_build_object('id', id, 'name', " + words.documentName()
                + ", 'sizeBytes', size_bytes, 'sha256', sha256)::text AS line"
                + " FROM documents WHERE deleted_at IS NULL ORDER BY created_at, id";
        List<String> lines = jobs.reading(connection -> Sql.list(connection, query, row -> row.getString("line")));
        byte[] content = String.join("", lines.stream().map(line -> line + "\n").toList())
                .getBytes(StandardCharsets.UTF_8);
        // The claim is in the key: a second attempt sees other documents and must not replace the object of a row.
        String key = "exports/" + job.id() + "/"
                + Sha256.of(job.claim().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        objects.put(key, content);
        String insert = "INSERT INTO exports (id, job_id, object_key, document_count, size_bytes, sha256)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (job_id) DO NOTHING";
        jobs.finish(
                job,
                connection -> Sql.execute(
                        connection, insert, job.id(), job.id(), key, lines.size(), content.length, Sha256.of(content)));
    }
}
