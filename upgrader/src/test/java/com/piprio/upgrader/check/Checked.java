package com.piprio.upgrader.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EngineVersions;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An installation of release 1.5.0 of a small catalogue, and what an upgrade to an edited 1.6.0 comes to there. */
final class Checked {
    /** Release 1.5.0, from which each 1.6.0 is made by one edit; the tests of the rules use it, too. */
    private static final String OLDER =
            read("release-contract/src/test/resources/com/piprio/release/diff/release.yaml");

    private final Path directory;
    private final List<String> taken = new ArrayList<>();
    private Host host = new Host(new EngineVersions("20.10.24", "2.26.1"), 4096, 2, "amd64");

    Checked(Path directory) {
        this.directory = directory;
        write(Installation.COMPOSE_FILE, "services: {}\n");
        write(".env", """
                PIPRIO_VERSION=1.5.0
                PIPRIO_DOMAIN=docs.example.org
                PIPRIO_TOKEN=marker-token
                PIPRIO_KEY=marker-key
                """);
    }

    private static String read(String file) {
        try {
            return Repository.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Checked write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more line in {@code .env}. */
    Checked set(String line) {
        return write(".env", installation().environment().text() + line + "\n");
    }

    Checked without(String key) {
        return write(".env", installation().environment().without(key).text());
    }

    Checked on(Host another) {
        host = another;
        return this;
    }

    /** Something else listens there. */
    Checked listening(String place) {
        taken.add(place);
        return this;
    }

    Installation installation() {
        return Installation.open(directory);
    }

    static Release older() {
        return ReleaseFile.parse(OLDER, "1.5.0");
    }

    /** The newer release: the older one with another number, no migrations of its own, and one replacement. */
    static Release newer(String from, String to) {
        return newer("1.6.0", from, to);
    }

    static Release newer(String version, String from, String to) {
        String text = OLDER.replace("version: 1.5.0\ndate: 2026-11-16", "version: " + version + "\ndate: 2027-03-08")
                .replaceAll(
                        "(?s)migrations:.*services:\n  - \\{name: api", "migrations: []\nservices:\n  - {name: api");
        assertThat(text).contains(from);
        return ReleaseFile.parse(text.replace(from, to), version);
    }

    /** An entry at the end of a list. */
    static Release added(String list, String entry) {
        return newer("  # " + list, "  - " + entry);
    }

    CheckResult upgradeTo(Release newer) {
        return along(older(), newer);
    }

    CheckResult along(Release... path) {
        return new InstallationCheck(
                        OperatorFiles.read(installation()),
                        host,
                        (address, port) -> !taken.contains(address + ":" + port))
                .along(Catalogue.of(List.of(path)), List.of(path));
    }
}
