package com.piprio.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Turns the YAML tree of one {@code release.yaml} into a release, key by key. */
final class ReleaseReader {
    private static final int CONTRACT = 1;
    private static final String NAME = "[a-z][a-z0-9-]*";
    private static final String IMAGE = "[a-z0-9]+([._/-][a-z0-9]+)*";
    private static final String TABLE = "[a-z][a-z0-9_]*";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    private static final ReleaseVersion NO_RELEASE = new ReleaseVersion(0, 0, 0);
    private static final MigrationVersion NO_MIGRATION = new MigrationVersion(NO_RELEASE, 1);

    private ReleaseReader() {}

    /** What is returned is valid only when no problem was added. */
    static Release read(JsonNode root, List<String> problems) {
        int before = problems.size();
        Fields fields = new Fields("", root, problems);
        fields.constant("contract", CONTRACT);
        ReleaseVersion version = fields.parsed("version", NO_RELEASE, ReleaseVersion::parse);
        LocalDate date = fields.parsed("date", LocalDate.EPOCH, ReleaseReader::date);
        Fields upgrade = fields.object("upgrade");
        ReleaseVersion lowestSource = upgrade.parsed("lowestSource", NO_RELEASE, ReleaseVersion::parse);
        upgrade.finish();
        Fields schema = fields.object("schema");
        MigrationVersion schemaVersion = schema.parsed("version", NO_MIGRATION, MigrationVersion::parse);
        ReleaseVersion oldestRelease = schema.parsed("oldestRelease", NO_RELEASE, ReleaseVersion::parse);
        schema.finish();
        List<Migration> migrations = fields.list("migrations", ReleaseReader::migration);
        boolean versionsRead = problems.size() == before;

        int beforeLists = problems.size();
        Release release = new Release(
                version,
                date,
                lowestSource,
                schemaVersion,
                oldestRelease,
                migrations,
                fields.list("services", ReleaseReader::service),
                fields.list("infrastructure", ReleaseReader::infrastructure),
                fields.list("environment", ReleaseReader::variable),
                fields.text("notes"),
                fields.optionalList("images", ReleaseReader::published));
        boolean listsRead = problems.size() == beforeLists;
        fields.finish();

        if (versionsRead) {
            problems.addAll(ReleaseRules.ofVersions(release));
        }
        if (listsRead) {
            problems.addAll(ReleaseRules.ofNames(release));
        }
        if (versionsRead && listsRead) {
            problems.addAll(ReleaseRules.ofImages(release));
        }
        return release;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidReleaseException("expected a date such as 2026-11-16, found \"" + text + "\"");
        }
    }

    private static Migration migration(Fields fields) {
        return new Migration(
                fields.parsed("version", NO_MIGRATION, MigrationVersion::parse),
                fields.text("file"),
                fields.parsed("class", MigrationClass.OFFLINE, ReleaseReader::migrationClass),
                fields.text("summary"),
                fields.optionalTexts("scans", TABLE, "the name of a table"));
    }

    private static MigrationClass migrationClass(String text) {
        for (MigrationClass known : MigrationClass.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                return known;
            }
        }
        throw new InvalidReleaseException("expected online or offline, found \"" + text + "\"");
    }

    private static ServiceImage service(Fields fields) {
        return new ServiceImage(name(fields), image(fields, "image"));
    }

    private static InfrastructureImage infrastructure(Fields fields) {
        return new InfrastructureImage(name(fields), image(fields, "image"), tag(fields));
    }

    private static PublishedImage published(Fields fields) {
        return new PublishedImage(
                image(fields, "name"),
                tag(fields),
                fields.matching("digest", "sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits"));
    }

    private static EnvironmentVariable variable(Fields fields) {
        return new EnvironmentVariable(
                fields.matching("name", "[A-Z][A-Z0-9_]*", "a name such as PIPRIO_DOMAIN"),
                fields.flag("required"),
                fields.flag("secret"),
                fields.optionalText("default"),
                fields.text("summary"),
                fields.optionalObject("deprecated", ReleaseReader::deprecation));
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
