package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code releases/release.schema.json}, which editors use, says what the reader says. */
class ReleaseSchemaTest {
    private static final Path RELEASES = Path.of("..", "releases");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = read(RELEASES.resolve("release.schema.json"));
    private static final JsonSchema VALIDATOR =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA);
    private static final Pattern KNOWN = Pattern.compile("r: (.*?)nobody: unknown key \\(known here: (.*?)\\) .*");

    private static final String COMPLETE = Releases.complete();

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyReleaseOfTheCatalogueFitsIt(Path release) throws IOException {
        assertThat(violations(Files.readString(release.resolve("release.yaml"))))
                .isEmpty();
    }

    @Test
    void aReleaseWithEveryKeyFitsBoth() {
        assertThat(violations(COMPLETE)).isEmpty();
        assertThat(ReleaseFile.parse(COMPLETE, "r").contract()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version: 1.5.0\n", "product: piprio\n", "  lowestSource: 1.3.0\n", "  cpus: 2\n"})
    void whatIsMissingFitsNeither(String line) {
        String without = COMPLETE.replace(line, "");

        assertThat(without).isNotEqualTo(COMPLETE);
        assertThat(violations(without)).isNotEmpty();
        assertThat(catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.parse(without, "r")))
                .isNotNull();
    }

    @Test
    void schemaAndReaderKnowTheSameKeys() {
        List<String> differences = new ArrayList<>();
        compare("", SCHEMA, JSON.valueToTree(YamlTree.parse(COMPLETE).root()), differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void aKeyThatOnlyOneOfThemKnowsIsFound() {
        List<String> differences = new ArrayList<>();
        JsonNode schema = SCHEMA.deepCopy();
        ((ObjectNode) schema.at("/properties/network/properties")).putObject("mtu");
        compare("", schema, JSON.valueToTree(YamlTree.parse(COMPLETE).root()), differences);

        assertThat(differences).hasSize(1).first().asString().startsWith("network.: ");
    }

    /** Descends into the sample; at each mapping, an unknown key makes the reader say which ones it knows. */
    private static void compare(String place, JsonNode schema, JsonNode sample, List<String> differences) {
        if (sample.isArray() && !sample.isEmpty()) {
            compare(place + "[1]", schema.path("items"), sample.get(0), differences);
        } else if (sample.isObject()) {
            Set<String> inSchema = new TreeSet<>();
            schema.path("properties").fieldNames().forEachRemaining(inSchema::add);
            Set<String> inReader = keysOfReader(place);
            if (!inSchema.equals(inReader)) {
                differences.add(place + ".: schema " + inSchema + ", reader " + inReader);
            }
            sample.fieldNames()
                    .forEachRemaining(name -> compare(
                            place.isEmpty() ? name : place + "." + name,
                            schema.path("properties").path(name),
                            sample.get(name),
                            differences));
        }
    }

    private static Set<String> keysOfReader(String place) {
        JsonNode root = JSON.valueToTree(YamlTree.parse(COMPLETE).root());
        JsonNode mapping =
                root.at(place.isEmpty() ? "" : "/" + place.replace("[1]", "/0").replace('.', '/'));
        ((ObjectNode) mapping).put("nobody", true);
        InvalidReleaseException thrown =
                catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.parse(root.toString(), "r"));
        for (String problem : thrown.problems()) {
            Matcher known = KNOWN.matcher(problem);
            if (known.matches()) {
                return new TreeSet<>(List.of(known.group(2).split(", ")));
            }
        }
        throw new AssertionError(place + ": the reader accepts an unknown key: " + thrown.problems());
    }

    private static Set<ValidationMessage> violations(String yaml) {
        return VALIDATOR.validate(YamlTree.parse(yaml).root());
    }
}
