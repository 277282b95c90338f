package com.piprio.e2e.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.state.Snapshot.Aspect;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each difference that a snapshot must show, put in on purpose. */
class SnapshotTest {

    private final Map<String, List<String>> rows = new HashMap<>(
            Map.of("documents", List.of("{\"id\":1}", "{\"id\":2}"), "jobs", List.of(), "activity", List.of()));
    private final Map<String, String> objects = new HashMap<>(Map.of("a/b", "hash"));
    private final Map<String, String> settings =
            new HashMap<>(Map.of("PIPRIO_VERSION", "1.4.0", "PIPRIO_API_TOKEN", "secret-token"));
    private final Map<String, String> containers = new HashMap<>(Map.of("api-1", "abc"));
    private final Map<String, String> images = new HashMap<>(Map.of("api-1", "sha256:1"));
    private final Map<String, String> files = new HashMap<>(Map.of("docker-compose.onprem.yml", "1234"));

    private Snapshot snapshot() {
        return new Snapshot(
                new DatabaseState(rows),
                new ObjectState(objects),
                Map.copyOf(settings),
                Map.copyOf(containers),
                Map.copyOf(images),
                Map.copyOf(files));
    }

    private List<String> differencesAfter(Consumer<SnapshotTest> change) {
        Snapshot before = snapshot();
        change.accept(this);
        return snapshot().differencesFrom(before, EnumSet.allOf(Aspect.class));
    }

    @Test
    void equalsItselfWhenNothingHappened() {
        assertThat(differencesAfter(test -> {})).isEmpty();
    }

    @Test
    void showsALostRow() {
        assertThat(differencesAfter(test -> test.rows.put("documents", List.of("{\"id\":1}"))))
                .singleElement()
                .asString()
                .contains("table documents: 2 before, 1 after")
                .contains("only before (1):")
                .contains("{\"id\":2}");
    }

    @Test
    void showsARowThatIsThereTwice() {
        assertThat(differencesAfter(
                        test -> test.rows.put("documents", List.of("{\"id\":1}", "{\"id\":2}", "{\"id\":2}"))))
                .singleElement()
                .asString()
                .contains("only after (1):");
    }

    @Test
    void showsAChangedRow() {
        assertThat(differencesAfter(test -> test.rows.put("documents", List.of("{\"id\":1}", "{\"id\":3}"))))
                .singleElement()
                .asString()
                .contains("only before (1):", "only after (1):");
    }

    @Test
    void showsATableThatIsGoneOrNew() {
        assertThat(differencesAfter(test -> test.rows.remove("jobs"))).containsExactly("table jobs is gone");
        assertThat(differencesAfter(test -> test.rows.put("labels", List.of())))
                .containsExactly("table labels is new, 0 rows");
    }

    @Test
    void showsAMissingAndAChangedObject() {
        assertThat(differencesAfter(test -> test.objects.put("a/b", "other")))
                .containsExactly("object a/b: hash -> other");
        assertThat(differencesAfter(test -> test.objects.remove("a/b"))).containsExactly("object a/b: other -> absent");
    }

    @Test
    void showsAnotherContainerAndAnotherImage() {
        assertThat(differencesAfter(test -> test.containers.put("api-1", "def")))
                .containsExactly("container api-1: abc -> def");
        assertThat(differencesAfter(test -> test.images.put("api-1", "sha256:2")))
                .containsExactly("image of api-1: sha256:1 -> sha256:2");
    }

    @Test
    void showsAChangedSettingButNeverASecret() {
        assertThat(differencesAfter(test -> test.settings.put("PIPRIO_VERSION", "1.5.0")))
                .containsExactly(".env PIPRIO_VERSION: 1.4.0 -> 1.5.0");
        assertThat(differencesAfter(test -> test.settings.put("PIPRIO_API_TOKEN", "other-token")))
                .containsExactly(".env PIPRIO_API_TOKEN: another secret");
    }

    @Test
    void showsAChangedFile() {
        assertThat(differencesAfter(test -> test.files.put("docker-compose.onprem.yml", "9999")))
                .containsExactly("file docker-compose.onprem.yml: 1234 -> 9999");
    }

    @Test
    void comparesOnlyTheAspectsThatAreAskedFor() {
        Snapshot before = snapshot();
        containers.put("api-1", "def");
        assertThat(snapshot().differencesFrom(before, EnumSet.of(Aspect.DATABASE, Aspect.OBJECTS)))
                .isEmpty();
    }

    @Test
    void leavesOutWhatALoadWroteAndNothingElse() {
        Snapshot before = snapshot();
        rows.put("documents", List.of("{\"id\":1}", "{\"id\":2}", "{\"id\":9,\"idempotency_key\":\"load-1\"}"));
        rows.put("jobs", List.of("{\"id\":\"j\",\"idempotency_key\":\"load-2\"}"));
        rows.put("activity", List.of("{\"key\":\"load-1\"}", "{\"key\":\"j\"}"));
        EnumSet<Aspect> database = EnumSet.of(Aspect.DATABASE);
        assertThat(snapshot().differencesFrom(before, database)).hasSize(3);
        assertThat(snapshot().without("load-").differencesFrom(before, database))
                .isEmpty();
        rows.put("documents", List.of("{\"id\":1}", "{\"id\":9,\"idempotency_key\":\"load-1\"}"));
        assertThat(snapshot().without("load-").differencesFrom(before, database))
                .hasSize(1);
    }
}
