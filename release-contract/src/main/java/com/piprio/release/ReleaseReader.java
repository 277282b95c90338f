package com.piprio.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the YAML tree of one {@code release.yaml} into a release, key by key. */
final class ReleaseReader {
    /** What the first releases were described by: enough to upgrade, silent about the rest. */
    private static final int MINIMAL = 1;

    private static final int COMPLETE = 2;
    private static final String PRODUCT = "piprio";

    private static final String NAME = "[a-z][a-z0-9-]*";
    private static final String IMAGE = "[a-z0-9]+([._/-][a-z0-9]+)*";
    private static final String TABLE = "[a-z][a-z0-9_]*";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    static final ReleaseVersion NO_RELEASE = new ReleaseVersion(0, 0, 0);
    private static final MigrationVersion NO_MIGRATION = new MigrationVersion(NO_RELEASE, 1);

    private final boolean complete;
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<MigrationVersion, MigrationDetails> migrationDetails = new LinkedHashMap<>();

    private ReleaseReader(boolean complete) {
        this.complete = complete;
    }

    /** What is returned is valid only when no problem was added; null when it is no description that can be read on. */
    static @Nullable Release read(JsonNode root, List<String> problems) {
        int before = problems.size();
        Fields fields = new Fields("", root, problems);
        int contract = root.path("contract").asInt(MINIMAL);
        if (contract != MINIMAL && contract != COMPLETE) {
            problems.add("contract: expected " + MINIMAL + " or " + COMPLETE + ", found " + root.get("contract")
                    + (contract > COMPLETE ? "; a newer upgrader reads it" : ""));
            return null;
        }
        String product = root.path("product").asText(PRODUCT);
        if (!product.equals(PRODUCT)) {
            problems.add("product: expected " + PRODUCT + ", found " + product);
            return null;
        }
        fields.number("contract", MINIMAL, COMPLETE);
        if (contract == COMPLETE) {
            fields.text("product");
        }
        return new ReleaseReader(contract == COMPLETE).release(fields, problems, before);
    }

    private Release release(Fields fields, List<String> problems, int before) {
        ReleaseVersion version = fields.parsed("version", NO_RELEASE, ReleaseVersion::parse);
        LocalDate date = fields.parsed("date", LocalDate.EPOCH, ReleaseReader::date);
        Fields upgrade = fields.object("upgrade");
        ReleaseVersion lowestSource = upgrade.parsed("lowestSource", NO_RELEASE, ReleaseVersion::parse);
        List<ReleaseVersion> stops = complete ? versions(upgrade, "stops") : List.of();
        List<Withdrawal> withdrawn =
                complete ? upgrade.optionalList("withdrawn", ReleaseReader::withdrawal) : List.of();
        upgrade.finish();
        Fields schema = fields.object("schema");
        MigrationVersion schemaVersion = schema.parsed("version", NO_MIGRATION, MigrationVersion::parse);
        ReleaseVersion oldestRelease = schema.parsed("oldestRelease", NO_RELEASE, ReleaseVersion::parse);
        schema.finish();
        List<Migration> migrations = fields.list("migrations", this::migration);
        boolean versionsRead = problems.size() == before;

        int beforeLists = problems.size();
        Release release = new Release(
                version,
                date,
                lowestSource,
                schemaVersion,
                oldestRelease,
                migrations,
                fields.list("services", this::service),
                fields.list("infrastructure", this::infrastructure),
                fields.list("environment", this::variable),
                fields.text("notes"),
                fields.optionalList("images", ReleaseReader::published),
                complete ? ContractReader.read(fields, stops, withdrawn, containers, migrationDetails) : null);
        boolean listsRead = problems.size() == beforeLists;
        fields.finish();

        if (versionsRead) {
            problems.addAll(ReleaseRules.ofVersions(release));
            problems.addAll(ReleaseRules.ofPath(release));
        }
        if (listsRead) {
            problems.addAll(ReleaseRules.ofNames(release));
        }
        if (versionsRead && listsRead) {
            problems.addAll(ReleaseRules.ofImages(release));
            problems.addAll(ReleaseRules.ofDeprecations(release));
        }
        return release;
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidReleaseException("expected a date such as 2026-11-16, found \"" + text + "\"");
        }
    }

    private static List<ReleaseVersion> versions(Fields fields, String key) {
        return fields.optionalTexts(key, "[0-9]{1,6}(\\.[0-9]{1,6}){2}", "a release such as 1.5.0").stream()
                .filter(text -> text.matches("[0-9.]+"))
                .map(ReleaseVersion::parse)
                .toList();
    }

    private static Withdrawal withdrawal(Fields fields) {
        return new Withdrawal(fields.parsed("version", NO_RELEASE, ReleaseVersion::parse), fields.text("reason"));
    }

    private Migration migration(Fields fields) {
        Migration migration = new Migration(
                fields.parsed("version", NO_MIGRATION, MigrationVersion::parse),
                fields.text("file"),
                fields.parsed("class", MigrationClass.OFFLINE, ReleaseReader::migrationClass),
                fields.text("summary"),
                fields.optionalTexts("scans", TABLE, "the name of a table"));
        if (complete) {
            migrationDetails.put(migration.version(), migrationDetails(fields));
        }
        return migration;
    }

    private static MigrationClass migrationClass(String text) {
        for (MigrationClass known : MigrationClass.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                return known;
            }
        }
        throw new InvalidReleaseException("expected online or offline, found \"" + text + "\"");
    }

    private static MigrationDetails migrationDetails(Fields fields) {
        return new MigrationDetails(
                fields.optionalMatching("sha256", "[0-9a-f]{64}", "64 hexadecimal digits"),
                fields.optionalFlag("transactional", true),
                fields.optionalFlag("reentrant", true),
                fields.optionalFlag("superuser", false),
                fields.optionalTexts("extensions", TABLE, "the name of an extension"),
                fields.optionalParsed("unusedSince", NO_RELEASE, ReleaseVersion::parse));
    }

    private ServiceImage service(Fields fields) {
        ServiceImage service = new ServiceImage(name(fields), image(fields, "image"));
        container(service.name(), fields);
        return service;
    }

    private InfrastructureImage infrastructure(Fields fields) {
        InfrastructureImage service = new InfrastructureImage(name(fields), image(fields, "image"), tag(fields));
        container(service.name(), fields);
        return service;
    }

    private void container(String service, Fields fields) {
        if (complete) {
            containers.put(
                    service,
                    new Container(
                            fields.optionalPort("port"),
                            fields.number("memoryMegabytes", 1, 1_000_000),
                            fields.text("user"),
                            fields.optionalTexts("privileges", "[A-Za-z_-]+", "the name of a privilege"),
                            fields.optionalTexts("outbound", "\\S+", "the name of a host"),
                            fields.optionalMatching("renamedFrom", NAME, "the name of a Compose service"),
                            fields.optionalTexts("aliases", NAME, "the name of a Compose service")));
        }
    }

    private static PublishedImage published(Fields fields) {
        return new PublishedImage(
                image(fields, "name"),
                tag(fields),
                fields.matching("digest", "sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits"));
    }

    private EnvironmentVariable variable(Fields fields) {
        return new EnvironmentVariable(
                fields.matching("name", "[A-Z][A-Z0-9_]*", "a name such as PIPRIO_DOMAIN"),
                fields.flag("required"),
                fields.flag("secret"),
                fields.optionalText("default"),
                fields.text("summary"),
                fields.optionalObject("deprecated", ReleaseReader::deprecation),
                complete ? variableDetails(fields) : VariableDetails.UNSTATED);
    }

    private static VariableDetails variableDetails(Fields fields) {
        return new VariableDetails(
                fields.parsed("type", VariableDetails.Type.TEXT, ReleaseReader::type),
                fields.optionalBound("minimum"),
                fields.optionalBound("maximum"),
                fields.optionalTexts("values", ".+", "a value"),
                fields.texts("services", NAME, "the name of a Compose service"),
                fields.optionalParsed("since", NO_RELEASE, ReleaseVersion::parse),
                fields.optionalFlag("generated", false),
                sources(fields.optionalTexts("sources", "value|file", "value or file")));
    }

    private static List<String> sources(List<String> read) {
        return read.isEmpty() ? VariableDetails.UNSTATED.sources() : read;
    }

    private static VariableDetails.Type type(String text) {
        for (VariableDetails.Type known : VariableDetails.Type.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                return known;
            }
        }
        throw new InvalidReleaseException("expected text, integer, boolean or choice, found \"" + text + "\"");
    }

    private static EnvironmentVariable.Deprecation deprecation(Fields fields) {
        return new EnvironmentVariable.Deprecation(
                fields.parsed("since", NO_RELEASE, ReleaseVersion::parse), fields.optionalText("replacedBy"));
    }

    private static String name(Fields fields) {
        return fields.matching("name", NAME, "the name of a Compose service");
    }

    private static String image(Fields fields, String key) {
        return fields.matching(key, IMAGE, "a repository without registry and tag, such as piprio/api");
    }

    private static String tag(Fields fields) {
        return fields.matching("tag", TAG, "a tag");
    }
}
