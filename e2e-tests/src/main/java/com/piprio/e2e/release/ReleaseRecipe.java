package com.piprio.e2e.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A release that exists for one scenario: like its base, with further migrations or other settings. Without any, it is
 * a release that only has another number.
 */
public final class ReleaseRecipe {

    private static final String COMPOSE_FILE = "docker-compose.onprem.yml";

    private record NewMigration(String name, String kind, String sql) {}

    private final String version;
    private final String base;
    private final List<NewMigration> migrations = new ArrayList<>();
    private final Map<String, String> imageInstructions = new LinkedHashMap<>();
    private final List<Consumer<Map<String, Object>>> changes = new ArrayList<>();
    private UnaryOperator<String> composeFile = UnaryOperator.identity();

    private ReleaseRecipe(String version, String base) {
        this.version = version;
        this.base = base;
    }

    /** A release with everything that the base has; the base is its lowest source. */
    public static ReleaseRecipe release(String version, String base) {
        return new ReleaseRecipe(version, base);
    }

    public String version() {
        return version;
    }

    /** Adds a migration that the source release can run on. */
    public ReleaseRecipe online(String name, String sql) {
        migrations.add(new NewMigration(name, "online", sql));
        return this;
    }

    /** Adds a migration that the source release cannot run on. */
    public ReleaseRecipe offline(String name, String sql) {
        migrations.add(new NewMigration(name, "offline", sql));
        return this;
    }

    /** Adds an instruction to the end of the Dockerfile of a service's image, such as a setting that is wrong. */
    public ReleaseRecipe image(String service, String instruction) {
        imageInstructions.put(service, instruction);
        return this;
    }

    /** Changes anything in {@code release.yaml}, at the end. */
    public ReleaseRecipe change(Consumer<Map<String, Object>> change) {
        changes.add(change);
        return this;
    }

    /** Changes the text of the Compose file that the release brings. */
    public ReleaseRecipe composeFile(UnaryOperator<String> change) {
        composeFile = change;
        return this;
    }

    /** The oldest release that may be upgraded directly to this one. */
    public static String lowestSource(Path catalogue, String version) {
        try {
            Map<String, Object> release =
                    new Yaml().load(Files.readString(catalogue.resolve(version).resolve("release.yaml")));
            return String.valueOf(mapping(release, "upgrade").get("lowestSource"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read release " + version, e);
        }
    }

    /** Copies the catalogue and adds this release; returns the new catalogue's folder. */
    public Path writeInto(Path catalogue, Path target) {
        try {
            copy(catalogue, target);
            Path folder = target.resolve(version);
            Files.createDirectories(folder.resolve("migrations"));
            copyOther(catalogue.resolve(base), folder);
            Map<String, Object> release = new Yaml().load(Files.readString(catalogue.resolve(base + "/release.yaml")));
            describe(release, folder);
            changes.forEach(change -> change.accept(release));
            for (Map.Entry<String, String> image : imageInstructions.entrySet()) {
                String common = Files.readString(catalogue.resolveSibling("images/release-layer/Dockerfile"));
                Files.writeString(folder.resolve(image.getKey() + ".Dockerfile"), common + image.getValue() + "\n");
            }
            // That of the base, which copyOther brought where it is not that of the newest release.
            Path own = folder.resolve(COMPOSE_FILE);
            String compose = Files.readString(Files.exists(own) ? own : catalogue.resolveSibling(COMPOSE_FILE));
            Files.writeString(own, composeFile.apply(compose));
            DumperOptions style = new DumperOptions();
            style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            Files.writeString(folder.resolve("release.yaml"), new Yaml(style).dump(release));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write release " + version, e);
        }
    }

    private void describe(Map<String, Object> release, Path folder) throws IOException {
        release.put("version", version);
        release.put("date", release.get("date") instanceof java.util.Date date ? isoDate(date) : release.get("date"));
        release.put("upgrade", new LinkedHashMap<>(Map.of("lowestSource", base)));
        release.put("notes", "Made for a scenario.\n");
        List<Map<String, Object>> described = new ArrayList<>();
        Map<String, Object> schema = new LinkedHashMap<>(mapping(release, "schema"));
        for (NewMigration migration : migrations) {
            String number = version + "." + (described.size() + 1);
            String file = "V" + number + "__" + migration.name() + ".sql";
            Files.writeString(
                    folder.resolve("migrations").resolve(file),
                    "-- class: " + migration.kind() + "\n" + migration.sql() + "\n");
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("version", number);
            entry.put("file", file);
            entry.put("class", migration.kind());
            entry.put("summary", migration.name().replace('_', ' '));
            described.add(entry);
            schema.put("version", number);
            if (migration.kind().equals("offline")) {
                schema.put("oldestRelease", version);
            }
        }
        release.put("migrations", described);
        release.put("schema", schema);
    }

    private static String isoDate(java.util.Date date) {
        return date.toInstant().toString().substring(0, 10);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapping(Map<String, Object> release, String key) {
        Object value = release.get(key);
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException(key + " is missing in release.yaml");
        }
        return (Map<String, Object>) value;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** What a release has besides its description and migrations, such as its published API document. */
    private static void copyOther(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file) && !name.equals("release.yaml")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
    }
}
