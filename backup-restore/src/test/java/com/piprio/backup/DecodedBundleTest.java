package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.compose.Command;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.ToolContainer;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pg_restore} says about a dump decides whether a bundle is one. */
class DecodedBundleTest {
    @TempDir
    Path backups;

    private final List<String> commands = new ArrayList<>();
    private BundleFixture bundle;
    private ProcessResult server = InstallationInTest.INSPECTED;
    private ProcessResult decoded = new ProcessResult(0, "", "");
    private ProcessResult listed = tables("documents", "jobs");

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = BundleFixture.in(backups);
    }

    private static ProcessResult tables(String... names) {
        String lines = Stream.of(names)
                .map(name -> "3401; 0 16390 TABLE DATA public " + name + " piprio\n")
                .collect(Collectors.joining(
                        "", ";\n; Archive created at 2026-11-24\n", "210; 1259 16390 TABLE a b c\n"));
        return new ProcessResult(0, lines, "");
    }

    private ProcessResult run(Command command) {
        commands.add(String.join(" ", command.argv()));
        if (command.argv().contains("inspect")) {
            return server;
        }
        if (command.argv().contains("version")) {
            return new ProcessResult(0, "{\"Server\": {\"Version\": \"28.2\"}}", "");
        }
        return command.argv().contains("-l") ? listed : decoded;
    }

    private Bundle verify() {
        return new BundleVerifier(InstallationInTest.own(this::run, backups, bundle.keys))
                .verify(bundle.directory, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::verify);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal;
    }

    @Test
    void isProvenToItsLastByte() {
        assertThat(verify().level()).isEqualTo(VerificationLevel.DECODED);
        assertThat(commands).hasSize(3);
        assertThat(commands.get(1))
                .startsWith("docker run --rm ")
                .contains(" --network container:c0ffee ", ",readonly ", " --entrypoint bash sha256:1 -o pipefail -c ")
                .contains(" pg_restore --exit-on-error -f - ")
                .endsWith(" " + ToolContainer.MOUNT + "/database.dump")
                .doesNotContain("pass-word");
        assertThat(commands.get(2)).isEqualTo("docker exec --interactive c0ffee pg_restore -l");
    }

    @Test
    void oneThatWasJustWrittenIsNotDecodedAgain() throws IOException {
        Path written = backups.resolve(BundleFixture.ID + Bundles.PARTIAL);
        Files.move(bundle.directory, written);

        Bundle proven = new BundleVerifier(InstallationInTest.own(this::run, backups, bundle.keys))
                .verifyWritten(written, Progress.none());

        assertThat(proven.level()).isEqualTo(VerificationLevel.DECODED);
        assertThat(proven.directory()).isEqualTo(written);
        assertThat(commands).containsExactly("docker exec --interactive c0ffee pg_restore -l");
    }

    @Test
    void saysWhenDecodingBeginsAndEnds() {
        List<String> said = Collections.synchronizedList(new ArrayList<>());

        new BundleVerifier(InstallationInTest.own(this::run, backups, bundle.keys))
                .verify(bundle.directory, (activity, done, total) -> said.add(activity + " " + done + "/" + total));

        assertThat(said).containsSubsequence("decode dump 0/1", "decode dump 1/1");
    }

    @Test
    void isRefusedWhenItCannotBeDecoded() {
        decoded = new ProcessResult(1, "", "pg_restore: error: could not read from input file");

        assertThat(refusal().problem()).contains("db/database.dump", "cannot read it");
        assertThat(refusal().found()).contains("could not read from input file");
    }

    @Test
    void isNoWorseBecauseTheServerIsGone() {
        server = new ProcessResult(1, "[]", "No such container");

        OperatorException gone = catchThrowableOfType(OperatorException.class, this::verify);

        assertThat(gone.code()).isEqualTo(ErrorCode.SERVICE_MISSING);
        assertThat(gone.remedy()).contains("up -d postgres");
    }

    @Test
    void isRefusedWhenItCannotBeListed() {
        listed = new ProcessResult(1, "", "pg_restore: error: did not find magic string");

        assertThat(refusal().problem()).contains("db/database.dump", "cannot read it");
    }

    @Test
    void isRefusedWithATableLess() {
        listed = tables("documents");

        assertThat(refusal().problem()).contains("holds other tables");
        assertThat(refusal().expected()).isEqualTo("also [jobs]");
        assertThat(refusal().found()).isNull();
    }

    @Test
    void isRefusedWithATableMore() {
        listed = tables("documents", "jobs", "intruders", "extras");

        assertThat(refusal().expected()).isNull();
        assertThat(refusal().found()).isEqualTo("also [extras, intruders]");
    }

    @Test
    void noToolSeesADumpThatIsNotWhatWasWritten() throws IOException {
        BundleFixture.flip(bundle.file(BundleLayout.DUMP));

        refusal();

        assertThat(commands).isEmpty();
    }
}
