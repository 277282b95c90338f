package com.piprio.e2e.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mixed releases and printed secrets, put in on purpose. */
class InvariantsTest {

    private static final Map<String, String> CONTAINERS = Map.of(
            "p-api-1",
            "1.5.0",
            "p-worker-1",
            "1.5.0",
            "p-worker-2",
            "1.5.0",
            "p-scheduler-1",
            "1.5.0",
            "p-web-1",
            "1.5.0");
    private static final Map<String, String> ANSWERS =
            Map.of("api", "1.5.0", "worker", "1.5.0", "scheduler", "1.5.0", "web", "1.5.0");

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> changed = new java.util.HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    @Test
    void acceptsOneReleaseEverywhere() {
        assertThat(new RunningReleases(CONTAINERS, ANSWERS).othersThan("1.5.0")).isEmpty();
    }

    @Test
    void findsOneWorkerThatWasLeftOnTheOldRelease() {
        assertThat(new RunningReleases(with(CONTAINERS, "p-worker-2", "1.4.0"), ANSWERS).othersThan("1.5.0"))
                .containsExactly("container p-worker-2 runs 1.4.0");
    }

    @Test
    void findsAServiceThatAnswersAnotherReleaseThanItsImageSays() {
        assertThat(new RunningReleases(CONTAINERS, with(ANSWERS, "web", "1.4.0")).othersThan("1.5.0"))
                .containsExactly("service web answers 1.4.0");
    }

    @Test
    void findsAServiceWithoutContainer() {
        Map<String, String> fewer = new java.util.HashMap<>(CONTAINERS);
        fewer.remove("p-scheduler-1");
        assertThat(new RunningReleases(fewer, ANSWERS).othersThan("1.5.0"))
                .containsExactly("service scheduler has no container");
    }

    @Test
    void findsAServiceOfTheOtherRelease() {
        assertThat(new RunningReleases(with(CONTAINERS, "p-search-1", "1.6.0"), ANSWERS).othersThan("1.5.0"))
                .containsExactly("container p-search-1 runs 1.6.0");
    }

    @Test
    void findsASecretAndNamesOnlyItsKey() {
        SecretScan scan = new SecretScan(Map.of("PIPRIO_DB_PASSWORD", "s3cr3t-s3cr3t"));
        assertThat(scan.in("a log", "connecting with s3cr3t-s3cr3t now"))
                .containsExactly("the value of PIPRIO_DB_PASSWORD is in: a log");
        assertThat(scan.in("a log", "connecting now")).isEmpty();
    }

    @Test
    void findsAnObjectThatARowNamesAndTheStoreLacks() {
        DatabaseState database = new DatabaseState(Map.of(
                "documents", List.of("{\"id\":1,\"object_key\":\"a\"}", "{\"id\":2,\"object_key\":null}"),
                "exports", List.of("{\"id\":3,\"object_key\":\"b\"}")));
        assertThat(new ObjectState(Map.of("a", "1", "b", "2")).missingFor(database))
                .isEmpty();
        assertThat(new ObjectState(Map.of("a", "1")).missingFor(database)).containsExactly("object missing: b");
    }
}
