package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restored database must hold before it takes the place of the live one. */
class RestoredContentsTest {
    private static final String TABLES = "SELECT c.relname FROM pg_class";
    private static final String JOBS = "count(*) FROM public.\"jobs\"";
    private static final String HISTORY = "FROM public.\"flyway_schema_history\"";
    private static final String HAS_COLUMN = "pg_attribute";

    @TempDir
    Path backups;

    private Bundle bundle;
    private ScriptedServer server;

    @BeforeEach
    void restoreAsTheBundleSays() throws IOException {
        BundleFixture fixture = BundleFixture.in(backups);
        bundle = new BundleVerifier(fixture.keys).verify(fixture.directory, Progress.none());
        server = new ScriptedServer()
                .answer(TABLES, "documents", "jobs")
                .answer("count(*) FROM public.\"documents\"", 2L)
                .answer(JOBS, 3L)
                .answer(HAS_COLUMN, 0L)
                .answer("flyway_schema_history version", 1L)
                .answer(HISTORY, "1.4.0.2", "1.4.0.1")
                .answer("documents object_key", 1L)
                .answer("DISTINCT \"object_key\" FROM public.\"documents\"", "a/1", "../x\n");
    }

    private void check() {
        try (PostgresSession session = server.session()) {
            RestoreChecks.requireContents(new DatabaseContents(session), bundle);
        }
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::check);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void areAcceptedAsTheBundleSays() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void areRefusedWithAnotherCount() {
        server.answer(JOBS, 2L);

        assertThat(refusal().code()).isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
        assertThat(refusal().found()).isEqualTo("jobs 2 instead of 3");
    }

    @Test
    void areRefusedWithATableLessOrMore() {
        server.answer(TABLES, "documents");
        assertThat(refusal().found()).isEqualTo("jobs no table instead of 3");

        server.answer(TABLES, "documents", "jobs", "labels").answer("count(*) FROM public.\"labels\"", 0L);
        assertThat(refusal().found()).isEqualTo("labels 0 instead of no table");
    }

    @Test
    void areRefusedWithAnotherSchema() {
        server.answer(HISTORY, "1.4.0.1", "not a version");

        assertThat(refusal().code()).isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
        assertThat(refusal().expected()).isEqualTo("1.4.0.2");
        assertThat(refusal().found()).isEqualTo("1.4.0.1");
    }

    @Test
    void areRefusedWithoutAnyHistory() {
        server.answer("flyway_schema_history version", 0L);

        assertThat(refusal().found()).isEqualTo("0");
    }

    @Test
    void areRefusedWhereARowNamesAnObjectThatTheBundleLacks() {
        server.answer("exports object_key", 1L)
                .answer("DISTINCT \"object_key\" FROM public.\"exports\"", "a/2", "gone\n");

        assertThat(refusal().code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal().found()).isEqualTo("missing: 'gone?'");
    }

    @Test
    void aFewExamplesOfMissingObjectsAreEnough() {
        server.answer("DISTINCT \"object_key\" FROM public.\"documents\"", "1", "2", "3", "4", "5", "6");

        assertThat(refusal().found()).isEqualTo("missing: '1', '2', '3', '4', '5'");
    }
}
