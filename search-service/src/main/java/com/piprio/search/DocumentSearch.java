package com.piprio.search;

import com.piprio.runtime.Database;
import com.piprio.runtime.DatabaseException;
import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.Schema;
import com.piprio.runtime.SchemaState;
import com.piprio.runtime.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Documents whose title or labels contain a text, whatever its case. A stand-in for an index: it reads the rows. */
@Singleton
class DocumentSearch {

    private static final Logger LOG = Logger.getLogger(DocumentSearch.class);
    private static final int MOST = 50;
    private static final String QUERY = "SELECT id, title, language FROM documents WHERE deleted_at IS NULL"
            + " AND (position(lower(?) IN lower(title)) > 0 OR EXISTS (SELECT 1 FROM labels JOIN label_values"
            + " ON label_values.label_id = labels.id WHERE labels.document_id = documents.id"
            + " AND position(lower(?) IN lower(label_values.value #>> '{}')) > 0))"
            + " ORDER BY created_at DESC, id LIMIT " + MOST;

    private final Database database;
    private final RunningRelease release;

    DocumentSearch(Database database, RunningRelease release) {
        this.database = database;
        this.release = release;
    }

    /**
     * Finds at most {@value #MOST} documents, newest first. Blocks for as long as the database may take.
     *
     * @return empty while the database does not answer or its schema is not one for this release
     */
    Optional<List<FoundDocument>> find(String text) {
        try {
            return database.transaction(connection -> {
                SchemaState state = Schema.state(connection);
                return state.accepts(release) && state.serves(release)
                        ? Optional.of(Sql.list(connection, QUERY, DocumentSearch::read, text, text))
                        : Optional.empty();
            });
        } catch (DatabaseException e) {
            LOG.warnf("not searched: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static FoundDocument read(ResultSet row) throws SQLException {
        return new FoundDocument(row.getObject("id", UUID.class), row.getString("title"), row.getString("language"));
    }
}
