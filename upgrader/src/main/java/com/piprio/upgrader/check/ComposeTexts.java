package com.piprio.upgrader.check;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The lines of Compose text that the operator wrote, not the release.
 *
 * @param overrides names of the override files
 */
record ComposeTexts(List<Line> lines, List<String> overrides) {
    /** What Compose merges by itself where no file is named. */
    private static final List<String> USUAL_OVERRIDES = List.of(
            "compose.override.yaml",
            "compose.override.yml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    /** One line of a file. */
    record Line(String file, int number, String text) {
        String place() {
            return file + ":" + number;
        }
    }

    static ComposeTexts read(Installation installation, EnvFile environment) {
        List<Line> lines = new ArrayList<>();
        List<String> overrides = new ArrayList<>();
        for (String name : overrideNames(environment)) {
            Path file = installation.directory().resolve(name);
            if (Files.isRegularFile(file)) {
                overrides.add(name);
                lines.addAll(lines(name, text(file)));
            }
        }
        lines.addAll(edits(installation));
        return new ComposeTexts(List.copyOf(lines), List.copyOf(overrides));
    }

    /** What is left when an upgrade has replaced the Compose file. */
    ComposeTexts withoutEdits() {
        return new ComposeTexts(
                lines.stream()
                        .filter(line -> !line.file().equals(Installation.COMPOSE_FILE))
                        .toList(),
                overrides);
    }

    /** With those that {@code COMPOSE_FILE} names, which an operator's own {@code docker compose} takes. */
    private static Set<String> overrideNames(EnvFile environment) {
        Set<String> names = new TreeSet<>(USUAL_OVERRIDES);
        names.addAll(List.of(environment.value("COMPOSE_FILE").orElse("").split(":")));
        names.remove(Installation.COMPOSE_FILE);
        return names;
    }

    /** What the Compose file says beyond the one that its release brought; nothing where that one was not kept. */
    private static List<Line> edits(Installation installation) {
        Path shipped = installation.releaseFiles(installation.release()).resolve(Installation.COMPOSE_FILE);
        if (Files.notExists(shipped) || Files.notExists(installation.composeFile())) {
            return List.of();
        }
        Set<String> known = new HashSet<>(text(shipped).lines().toList());
        return lines(Installation.COMPOSE_FILE, text(installation.composeFile())).stream()
                .filter(line -> !known.contains(line.text()))
                .toList();
    }

    private static List<Line> lines(String name, String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(new Line(name, lines.size() + 1, line));
        }
        return lines;
    }

    /** Where a pattern is found outside of comments, each as {@code file:line}. */
    List<String> places(Pattern pattern) {
        return lines.stream()
                .filter(line -> pattern.matcher(withoutComment(line.text())).find())
                .map(Line::place)
                .toList();
    }

    private static String withoutComment(String line) {
        return line.replaceFirst("(^|\\s)#.*$", "");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static OperatorException unreadable(Path file, IOException cause) {
        return OperatorException.of(ErrorCode.FILE_UNREADABLE, "a file of the installation cannot be read")
                .expected(file.toString())
                .found(String.valueOf(cause))
                .remedy("mend its permissions, then run the command again")
                .cause(cause)
                .build();
    }
}
