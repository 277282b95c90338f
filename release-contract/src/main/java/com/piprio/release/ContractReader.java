package com.piprio.release;

import com.piprio.release.ConfigurationFile.Owner;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Reads the sections of {@code release.yaml} that contract 2 added. */
final class ContractReader {
    private static final String VERSION = "[0-9]+(\\.[0-9]+)*";
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final String VARIABLE = "[A-Z][A-Z0-9_]*";
    /** Relative, and never above the installation. */
    private static final String PATH = "(?!.*\\.\\.)[A-Za-z0-9.][A-Za-z0-9_./-]*";

    private ContractReader() {}

    static OperatorContract read(
            Fields fields,
            List<ReleaseVersion> stops,
            List<Withdrawal> withdrawn,
            Map<String, Container> containers,
            Map<MigrationVersion, MigrationDetails> migrations) {
        return new OperatorContract(
                stops,
                withdrawn,
                fields.object("requires", ContractReader::requirements),
                containers,
                migrations,
                fields.list("files", ContractReader::file),
                fields.list("ports", ContractReader::port),
                fields.list("volumes", ContractReader::volume),
                fields.object("network", ContractReader::network),
                fields.object("bundles", ContractReader::bundles),
                fields.object("api", ContractReader::api),
                fields.object("customerSchemas", ContractReader::customerSchemas),
                fields.optionalList("declared", ContractReader::declaration));
    }

    private static Requirements requirements(Fields fields) {
        return new Requirements(
                fields.matching("engine", VERSION, "a version such as \"20.10\""),
                fields.matching("compose", VERSION, "a version such as \"2.24\""),
                fields.number("memoryMegabytes", 1, 1_000_000),
                fields.number("cpus", 1, 1_000),
                fields.texts("architectures", WORD, "an architecture such as amd64"),
                fields.texts("postgres", "[0-9]+", "a major version such as \"17\""));
    }

    private static ConfigurationFile file(Fields fields) {
        return new ConfigurationFile(
                fields.matching("path", PATH, "a path below the installation"),
                fields.parsed("owner", Owner.RELEASE, ContractReader::owner),
                fields.number("format", 1, 1_000),
                fields.numbers("reads"),
                fields.optionalFlag("migrated", false),
                fields.matching("mode", "0[0-7]{3}", "a mode such as \"0600\""),
                fields.flag("unknownKeysRefused"),
                fields.optionalFlag("mergesOverrides", false),
                fields.optionalMatching("movedFrom", PATH, "a path below the installation"),
                fields.optionalMatching("sha256", "[0-9a-f]{64}", "64 hexadecimal digits"),
                fields.optionalList("keys", ContractReader::key),
                fields.text("summary"));
    }

    private static Owner owner(String text) {
        return switch (text) {
            case "operator" -> Owner.OPERATOR;
            case "release" -> Owner.RELEASE;
            default -> throw new InvalidReleaseException("expected operator or release, found \"" + text + "\"");
        };
    }

    private static ConfigurationFile.Key key(Fields fields) {
        return new ConfigurationFile.Key(
                fields.text("name"), fields.flag("required"), fields.optionalFlag("generated", false));
    }

    private static PublishedPort port(Fields fields) {
        return new PublishedPort(
                fields.text("service"),
                fields.number("container", 1, 65535),
                fields.matching("protocol", "tcp|udp", "tcp or udp"),
                fields.text("address"),
                fields.number("host", 1, 65535),
                fields.optionalFlag("enabled", true),
                fields.optionalTexts("variables", VARIABLE, "a name such as PIPRIO_HTTP_PORT"));
    }

    private static Volume volume(Fields fields) {
        return new Volume(
                fields.matching("name", WORD, "the name of a volume"),
                fields.text("service"),
                fields.matching("mount", "/\\S+", "an absolute path"),
                fields.text("driver"),
                fields.flag("durable"),
                fields.text("format"),
                fields.parsed("readableSince", ReleaseReader.NO_RELEASE, ReleaseVersion::parse),
                fields.optionalMatching("movedFrom", WORD, "the name of a volume"));
    }

    private static Network network(Fields fields) {
        return new Network(
                fields.matching("lowestTls", "none|1\\.[0-3]", "none, or a version such as \"1.2\""),
                fields.matching("subnet", "automatic|[0-9a-f.:]+/[0-9]{1,3}", "automatic, or a subnet"));
    }

    private static BundleFormats bundles(Fields fields) {
        return new BundleFormats(fields.number("writes", 1, 1_000), fields.numbers("restores"));
    }

    private static Api api(Fields fields) {
        return new Api(
                fields.matching("document", WORD, "the name of a file beside release.yaml"),
                fields.optionalList("deprecated", ContractReader::operation));
    }

    private static Api.DeprecatedOperation operation(Fields fields) {
        return new Api.DeprecatedOperation(
                fields.matching("operation", "(GET|PUT|POST|DELETE|PATCH) /\\S+", "a method and a path"),
                fields.parsed("since", ReleaseReader.NO_RELEASE, ReleaseVersion::parse),
                fields.optionalParsed("announced", LocalDate.EPOCH, ReleaseReader::date),
                fields.parsed("sunset", LocalDate.EPOCH, ReleaseReader::date),
                fields.optionalText("replacedBy"));
    }

    private static CustomerSchemaRules customerSchemas(Fields fields) {
        return new CustomerSchemaRules(
                fields.texts("types", WORD, "the name of a type"),
                fields.texts("keywords", WORD, "the name of a keyword"),
                fields.texts("liveChanges", "C[0-9]+[a-z]?", "a rule such as C7"));
    }

    private static Declaration declaration(Fields fields) {
        return new Declaration(
                fields.matching("rule", "[A-Z][0-9]+[a-z]?", "a rule such as E7"),
                fields.text("subject"),
                fields.text("why"));
    }
}
