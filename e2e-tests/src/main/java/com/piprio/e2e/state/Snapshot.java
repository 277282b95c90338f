package com.piprio.e2e.state;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.installation.EnvironmentFile;
import com.piprio.e2e.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An installation at one moment. Logs, journal and bundles are not part of it: a refused run may write those. */
public record Snapshot(
        DatabaseState database,
        ObjectState objects,
        Map<String, String> settings,
        Map<String, String> containers,
        Map<String, String> images,
        Map<String, String> files) {

    /** What two snapshots are compared by. */
    public enum Aspect {
        DATABASE,
        OBJECTS,
        /** {@code .env}. */
        SETTINGS,
        /** Which container serves what: ids. */
        CONTAINERS,
        /** Which image each container runs: ids. */
        IMAGES,
        /** Compose file, proxy configuration and scripts. */
        FILES
    }

    public static Snapshot of(Installation installation) {
        List<Container> containers = installation.compose().containers();
        return new Snapshot(
                DatabaseState.of(installation),
                ObjectState.of(installation),
                installation.env().values(),
                containers.stream().collect(Collectors.toMap(Container::name, Container::shortId)),
                containers.stream().collect(Collectors.toMap(Container::name, Container::imageId)),
                files(installation.directory()));
    }

    private static Map<String, String> files(Path directory) {
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("docker-compose.onprem.yml", "config", "scripts", "lib")) {
            try (Stream<Path> found = Files.walk(directory.resolve(part))) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    files.put(
                            directory.relativize(file).toString(),
                            HexFormat.of().formatHex(hash, 0, 6));
                }
            } catch (java.nio.file.NoSuchFileException e) {
                files.put(part, "absent");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        return files;
    }

    /**
     * This snapshot without what a load wrote: its documents, its jobs and their effects. Of the objects only those
     * remain that a remaining row names.
     *
     * @param marker what the names of everything that the load wrote start with
     */
    public Snapshot without(String marker) {
        DatabaseState less = database.without(marker);
        Map<String, String> named = new TreeMap<>(objects.sha256ByKey());
        named.keySet().retainAll(less.objectKeys());
        return new Snapshot(less, new ObjectState(named), settings, containers, images, files);
    }

    /** Fails unless the installation is in every aspect what it was. */
    public void expectUnchanged(Installation installation) {
        expectSame(installation, EnumSet.allOf(Aspect.class));
    }

    /** Fails unless the installation is in these aspects what it was. */
    public void expectSame(Installation installation, Aspect first, Aspect... more) {
        expectSame(installation, EnumSet.of(first, more));
    }

    private void expectSame(Installation installation, Set<Aspect> aspects) {
        List<String> differences = of(installation).differencesFrom(this, aspects);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "the installation is not what it was before\n  " + String.join("\n  ", differences));
        }
    }

    /** How this snapshot differs from an earlier one in these aspects, in words; secrets are not shown. */
    public List<String> differencesFrom(Snapshot before, Set<Aspect> aspects) {
        List<String> differences = new ArrayList<>();
        if (aspects.contains(Aspect.DATABASE)) {
            differences.addAll(database.differencesFrom(before.database));
        }
        if (aspects.contains(Aspect.OBJECTS)) {
            differences.addAll(objects.differencesFrom(before.objects));
        }
        if (aspects.contains(Aspect.SETTINGS)) {
            differences.addAll(settingsDifferences(before));
        }
        if (aspects.contains(Aspect.CONTAINERS)) {
            Differences.maps("container", before.containers, containers, differences);
        }
        if (aspects.contains(Aspect.IMAGES)) {
            Differences.maps("image of", before.images, images, differences);
        }
        if (aspects.contains(Aspect.FILES)) {
            Differences.maps("file", before.files, files, differences);
        }
        return differences;
    }

    private List<String> settingsDifferences(Snapshot before) {
        List<String> differences = new ArrayList<>();
        for (String key : Differences.keys(before.settings, settings)) {
            String then = before.settings.getOrDefault(key, "absent");
            String now = settings.getOrDefault(key, "absent");
            if (!then.equals(now)) {
                differences.add(
                        EnvironmentFile.secret(key)
                                ? ".env " + key + ": another secret"
                                : ".env " + key + ": " + then + " -> " + now);
            }
        }
        return differences;
    }
}
