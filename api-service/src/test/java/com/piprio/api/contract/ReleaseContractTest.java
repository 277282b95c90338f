package com.piprio.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.api.store.SchemaField;
import com.piprio.release.Catalogue;
import com.piprio.release.CustomerSchemaRules;
import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.Version;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseContractTest {

    private static final Path RELEASES = Path.of("..", "releases");

    @TempDir
    Path folder;

    @Test
    void aLiveVersionTakesWhatTheRunningReleaseSays() {
        assertThat(of(RELEASES.resolve("1.4.0")).liveChanges()).isEmpty();
        assertThat(of(RELEASES.resolve("1.5.0")).liveChanges()).containsExactly("C7");
    }

    @Test
    void noticesAreThoseOfTheRunningRelease() {
        assertThat(of(RELEASES.resolve("1.4.0")).notices()).isEmpty();
        assertThat(of(RELEASES.resolve("1.5.0")).notices()).containsOnlyKeys("GET /api/v1/exports");
        assertThat(of(RELEASES.resolve("1.6.0")).notices())
                .containsOnlyKeys("GET /api/v1/exports", "GET /api/v1/schedules");
    }

    @Test
    void aContractThatCannotBeReadPromisesNothing() throws IOException {
        assertThat(of(folder).liveChanges()).isEmpty();
        Files.writeString(folder.resolve("release.yaml"), "contract: 99\nversion: 1.5.0\n");
        assertThat(of(folder).liveChanges()).isEmpty();
        assertThat(of(folder).notices()).isEmpty();
    }

    static ReleaseContract of(Path release) {
        return new ReleaseContract(new RunningRelease(Version.of("1.5.0"), Version.of("1.5.0.4"), release));
    }

    @Test
    void theNewestReleaseNamesWhatAFieldMaySay() {
        CustomerSchemaRules rules = Catalogue.read(RELEASES).newest().contract().customerSchemas();

        assertThat(Arrays.stream(SchemaField.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyElementsOf(rules.keywords());
        assertThat(rules.types())
                .allSatisfy(type -> assertThat(field(type).problem()).isEmpty());
        assertThat(field("date").problem())
                .contains("field a: type must be one of " + String.join(", ", rules.types()));
    }

    private static SchemaField field(String type) {
        List<String> options = type.equals("choice") ? List.of("x") : List.of();
        return new SchemaField("a", type, false, options, null, null, null, null, null, null);
    }
}
