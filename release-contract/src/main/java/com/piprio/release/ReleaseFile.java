package com.piprio.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code release.yaml}, strictly: what it does not know is an error, and all problems are told at once. */
public final class ReleaseFile {
    public static final String NAME = "release.yaml";

    private ReleaseFile() {}

    /**
     * Reads a {@code release.yaml}; its path begins every problem.
     *
     * @throws InvalidReleaseException when the file cannot be read, or with all its problems
     */
    public static Release read(Path file) {
        try {
            if (Files.size(file) > YamlTree.LARGEST) {
                throw new InvalidReleaseException(file + ": larger than 1 MiB: this is no release.yaml");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidReleaseException(file + ": cannot be read: " + e);
        }
    }

    /**
     * Reads the text of a {@code release.yaml}.
     *
     * @param origin where the text is from; begins every problem
     * @throws InvalidReleaseException with all problems
     */
    public static Release parse(String yaml, String origin) {
        List<String> problems = new ArrayList<>();
        Release release = null;
        try {
            YamlTree tree = YamlTree.parse(yaml);
            List<String> found = new ArrayList<>();
            release = ReleaseReader.read(tree.root(), found);
            found.forEach(problem -> problems.add(problem + tree.position(place(problem))));
        } catch (InvalidReleaseException e) {
            problems.addAll(e.problems());
        }
        if (release == null || !problems.isEmpty()) {
            throw new InvalidReleaseException(
                    problems.stream().map(problem -> origin + ": " + problem).toList());
        }
        return release;
    }

    private static String place(String problem) {
        int colon = problem.indexOf(": ");
        return colon < 0 ? "" : problem.substring(0, colon);
    }
}
