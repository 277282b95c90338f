package com.piprio.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code release.yaml}, strictly: what it does not know is an error, and all problems are told at once. */
public final class ReleaseFile {
    public static final String NAME = "release.yaml";

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReleaseFile() {}

    /**
     * Reads a {@code release.yaml}; its path begins every problem.
     *
     * @throws InvalidReleaseException when the file cannot be read, or with all its problems
     */
    public static Release read(Path file) {
        try {
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
            release = ReleaseReader.read(MAPPER.readTree(yaml), problems);
        } catch (JsonProcessingException e) {
            problems.add("not valid YAML: " + e.getOriginalMessage() + position(e));
        }
        if (release == null || !problems.isEmpty()) {
            throw new InvalidReleaseException(
                    problems.stream().map(problem -> origin + ": " + problem).toList());
        }
        return release;
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
