package com.piprio.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.installation.InstallKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The archive that operators unpack; the jar of the upgrader must have been packaged. */
class InstallKitIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void theSameSourcesMakeTheSameBytes() throws IOException {
        kit("first").unpack("1.5.0", folder.resolve("a"));
        kit("second").unpack("1.5.0", folder.resolve("b"));

        assertThat(folder.resolve("first/piprio-onprem-1.5.0.tar.gz"))
                .hasSameBinaryContentAs(folder.resolve("second/piprio-onprem-1.5.0.tar.gz"));
    }

    @Test
    void theSampleNamesEveryVariableOfTheRelease() throws IOException {
        for (String release : List.of("1.3.0", "1.5.0", "1.6.0")) {
            Path installation = kit("kits").unpack(release, folder.resolve(release));

            assertThat(sampleKeys(installation.resolve(".env.sample")))
                    .containsExactlyInAnyOrderElementsOf(variables(installation.resolve("release.yaml")));
        }
    }

    @Test
    void theComposeFileAndTheProxyAreThoseOfTheRelease() throws IOException {
        for (String release : List.of("1.5.0", "1.6.0")) {
            Path installation = kit("kits").unpack(release, folder.resolve(release));
            boolean searches = release.equals("1.6.0");

            assertThat(Files.readString(installation.resolve("docker-compose.onprem.yml"))
                            .contains("piprio/search"))
                    .as(release)
                    .isEqualTo(searches);
            assertThat(Files.readString(installation.resolve("config/proxy/haproxy.cfg"))
                            .contains("/health/search"))
                    .as(release)
                    .isEqualTo(searches);
        }
    }

    @Test
    void nothingIsWritableForOthersAndNothingIsSecret() throws IOException {
        Path installation = kit("kits").unpack("1.5.0", folder.resolve("one"));

        assertThat(installation.resolve(".env")).doesNotExist();
        try (Stream<Path> entries = Files.walk(installation)) {
            assertThat(entries).allSatisfy(entry -> assertThat(Files.getPosixFilePermissions(entry).stream()
                            .filter(permission -> permission.name().endsWith("_WRITE"))
                            .map(Enum::name))
                    .containsExactly("OWNER_WRITE"));
        }
    }

    @Test
    void bringsThePublicHalfOfTheKeyThatReleasesAreSignedWithAndNoPrivateOne() throws IOException {
        Path installation = kit("kits").unpack("1.5.0", folder.resolve("three"));

        assertThat(installation.resolve("config/release-keys/working-copy.pub"))
                .content()
                .startsWith("-----BEGIN PUBLIC KEY-----");
        try (Stream<Path> entries = Files.walk(installation)) {
            assertThat(entries.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("-----BEGIN PRIVATE KEY-----\n"));
        }
    }

    @Test
    void itsUpgraderKnowsNoFailpoint() throws IOException {
        Path installation = kit("kits").unpack("1.5.0", folder.resolve("two"));
        Path testBuild = ROOT.resolve("upgrader/target/upgrader-failpoints.jar");

        assertThat(tracesOfFailpoints(testBuild)).as("the check finds them").hasSizeGreaterThan(2);
        assertThat(tracesOfFailpoints(installation.resolve("lib/upgrader.jar"))).isEmpty();
    }

    /** Entries of the jar that are named after failpoints, that register them, or whose bytes name the variable. */
    private static List<String> tracesOfFailpoints(Path jar) throws IOException {
        List<String> traces = new ArrayList<>();
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                String bytes = new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                if (entry.getName().toLowerCase(Locale.ROOT).contains("failpoint")
                        || entry.getName().endsWith("services/com.piprio.upgrader.run.StepWrapping")
                        || bytes.contains("UPGRADER_FAILPOINT")) {
                    traces.add(entry.getName());
                }
            }
        }
        return traces;
    }

    private InstallKit kit(String name) {
        return new InstallKit(ROOT, folder.resolve(name));
    }

    private static List<String> sampleKeys(Path sample) throws IOException {
        try (Stream<String> lines = Files.lines(sample)) {
            return lines.filter(line -> line.matches("#?[A-Z0-9_]+=.*"))
                    .map(line -> line.replaceFirst("^#", "").replaceFirst("=.*", ""))
                    .toList();
        }
    }

    private static List<String> variables(Path release) throws IOException {
        Map<String, List<Map<String, Object>>> description = new Yaml().load(Files.readString(release));
        return description.get("environment").stream()
                .map(variable -> (String) variable.get("name"))
                .toList();
    }
}
