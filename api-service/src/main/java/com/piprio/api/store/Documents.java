package com.piprio.api.store;

import com.piprio.runtime.Database;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of documents. A removed document keeps its row and its object; it is only no longer shown. */
@Singleton
public class Documents {

    private final Database database;
    private final Changes changes;
    private final SchemaWords words;
    private final String columns;

    Documents(Database database, Changes changes, SchemaWords words) {
        this.database = database;
        this.changes = changes;
        this.words = words;
        this.columns = "id, " + words.documentName() + " AS name, "
                + (words.mediaType() ? "media_type" : "NULL AS media_type") + ", size_bytes, sha256, created_at";
    }

    /**
     * Inserts the row of a document whose object is stored already.
     *
     * @return false when there is a document with this idempotency key
     */
    public boolean insert(
            UUID id,
            String name,
            String mediaType,
            String objectKey,
            long sizeBytes,
            String sha256,
            @Nullable String idempotencyKey) {
        String insert = "INSERT INTO documents (id, " + words.documentName()
                + ", object_key, size_bytes, sha256, idempotency_key"
                + (words.mediaType() ? ", media_type) VALUES (?, ?, ?, ?, ?, ?, ?)" : ") VALUES (?, ?, ?, ?, ?, ?)")
                + " ON CONFLICT (idempotency_key) DO NOTHING";
        return words.mediaType()
                ? changes.make(insert, id, name, objectKey, sizeBytes, sha256, idempotencyKey, mediaType)
                : changes.make(insert, id, name, objectKey, sizeBytes, sha256, idempotencyKey);
    }

    /**
     * Makes a document name other bytes, whose object is stored already.
     *
     * @return false when there is no such document
     */
    public boolean replaceContent(UUID id, String mediaType, String objectKey, long sizeBytes, String sha256) {
        String update = "UPDATE documents SET object_key = ?, size_bytes = ?, sha256 = ?"
                + (words.mediaType() ? ", media_type = ?" : "") + " WHERE id = ? AND deleted_at IS NULL";
        return words.mediaType()
                ? changes.make(update, objectKey, sizeBytes, sha256, mediaType, id)
                : changes.make(update, objectKey, sizeBytes, sha256, id);
    }

    /** Returns documents, newest first. */
    public List<Document> list(int limit, int offset) {
        String query = "SELECT " + columns
                + " FROM documents WHERE deleted_at IS NULL ORDER BY created_at DESC, id LIMIT ? OFFSET ?";
        return database.transaction(connection -> Sql.list(connection, query, Document::read, limit, offset));
    }

    /** Returns a document that was not removed. */
    public Optional<Document> find(UUID id) {
        String query = "SELECT " + columns + " FROM documents WHERE id = ? AND deleted_at IS NULL";
        return database.transaction(connection -> Sql.first(connection, query, Document::read, id));
    }

    /** Returns the document that was made under an idempotency key, removed or not. */
    public Optional<Document> findByIdempotencyKey(String key) {
        String query = "SELECT " + columns + " FROM documents WHERE idempotency_key = ?";
        return database.transaction(connection -> Sql.first(connection, query, Document::read, key));
    }

    /** Returns where the bytes of a document lie. */
    public Optional<String> objectKey(UUID id) {
        String query =
                "SELECT object_key FROM documents" + " WHERE id = ? AND deleted_at IS NULL AND object_key IS NOT NULL";
        return database.transaction(connection -> Sql.first(connection, query, row -> row.getString("object_key"), id));
    }

    /** Marks a document as removed; false when there was none. */
    public boolean remove(UUID id) {
        return changes.make("UPDATE documents SET deleted_at = now() WHERE id = ? AND deleted_at IS NULL", id);
    }
}
