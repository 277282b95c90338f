package com.piprio.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes releases for tests: three that fit each other, and copies of them with one thing changed. */
final class Releases {
    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private static final OperatorContract SOME =
            Objects.requireNonNull(ReleaseFile.parse(complete(), "complete").contract());

    private Releases() {}

    /** 1.3.0 with the first schema, 1.4.0 with an online migration, 1.5.0 with an offline one. */
    static List<Release> three() {
        return new ArrayList<>(List.of(
                release("1.3.0", "2026-03-02", "1.3.0", "1.3.0", MigrationClass.ONLINE),
                release("1.4.0", "2026-07-06", "1.3.0", "1.3.0", MigrationClass.ONLINE),
                release("1.5.0", "2026-11-16", "1.3.0", "1.5.0", MigrationClass.OFFLINE)));
    }

    static Release release(
            String version, String date, String lowestSource, String oldestRelease, MigrationClass... migrations) {
        List<Migration> all = new ArrayList<>();
        for (MigrationClass kind : migrations) {
            String number = version + "." + (all.size() + 1);
            all.add(new Migration(
                    MigrationVersion.parse(number), "V" + number + "__change.sql", kind, "a change", List.of()));
        }
        return new Release(
                ReleaseVersion.parse(version),
                LocalDate.parse(date),
                ReleaseVersion.parse(lowestSource),
                MigrationVersion.parse(version + "." + Math.max(1, all.size())),
                ReleaseVersion.parse(oldestRelease),
                all,
                List.of(new ServiceImage("api", "piprio/api")),
                List.of(new InfrastructureImage("postgres", "piprio/postgres", "17")),
                List.of(variable("PIPRIO_DOMAIN", true, null)),
                "notes",
                List.of());
    }

    static EnvironmentVariable variable(String name, boolean required, @Nullable String deprecatedSince) {
        return new EnvironmentVariable(
                name,
                required,
                false,
                null,
                "a value",
                deprecatedSince == null
                        ? null
                        : new EnvironmentVariable.Deprecation(ReleaseVersion.parse(deprecatedSince), "PIPRIO_NEW"));
    }

    /** A {@code release.yaml} of contract 2 with every key that there is. */
    static String complete() {
        return """
                contract: 2
                product: piprio
                version: 1.5.0
                date: 2026-11-16
                upgrade:
                  lowestSource: 1.3.0
                  stops: [1.4.0]
                  withdrawn: [{version: 1.4.1, reason: it loses labels}]
                requires:
                  engine: "20.10"
                  compose: "2.24"
                  memoryMegabytes: 4096
                  cpus: 2
                  architectures: [amd64]
                  postgres: ["17"]
                schema: {version: 1.5.0.1, oldestRelease: 1.5.0}
                migrations:
                  - version: 1.5.0.1
                    file: V1.5.0.1__add_job_priority.sql
                    sha256: %1$s
                    class: online
                    summary: jobs get a priority
                    scans: [jobs]
                    transactional: true
                    reentrant: true
                    superuser: false
                    extensions: [pgcrypto]
                    unusedSince: 1.4.0
                services:
                  - {name: api, image: piprio/api, port: 8080, memoryMegabytes: 512, user: "10001", privileges: [NET_ADMIN],
                     outbound: [ai.example.org], renamedFrom: rest, aliases: [rest]}
                infrastructure:
                  - {name: postgres, image: piprio/postgres, tag: "17", port: 5432, memoryMegabytes: 512, user: "902",
                     privileges: [], outbound: [], renamedFrom: db, aliases: [db]}
                environment:
                  - {name: PIPRIO_PORT, required: false, secret: false, default: "80", type: integer, minimum: 1, maximum: 9,
                     values: ["1"], generated: true, services: [api], since: 1.3.0, sources: [value, file],
                     deprecated: {since: 1.4.0, replacedBy: PIPRIO_HTTP_PORT}, summary: the port}
                files:
                  - {path: .env, owner: operator, format: 2, reads: [1, 2], migrated: true, mode: "0600",
                     unknownKeysRefused: true, mergesOverrides: false, movedFrom: settings.env, sha256: %1$s,
                     keys: [{name: a, required: true, generated: true}], summary: settings}
                ports:
                  - {service: api, container: 8080, protocol: tcp, address: "0.0.0.0", host: 80, enabled: true,
                     variables: [PIPRIO_PORT]}
                volumes:
                  - {name: data, service: postgres, mount: /data, driver: local, durable: true, format: postgresql-17,
                     readableSince: 1.3.0, movedFrom: old-data}
                network: {lowestTls: none, subnet: automatic}
                bundles: {writes: 1, restores: [1]}
                api:
                  document: openapi.json
                  deprecated:
                    - {operation: GET /api/v1/runs, since: 1.5.0, announced: 2026-11-16, sunset: 2027-06-01, replacedBy: GET /api/v1/jobs}
                customerSchemas: {types: [text], keywords: [name], liveChanges: [C7]}
                declared:
                  - {rule: E7, subject: PIPRIO_PORT, why: a safer one}
                notes: |
                  Notes.
                images:
                  - {name: piprio/api, tag: 1.5.0, digest: "sha256:%1$s"}
                """.formatted("0123456789abcdef".repeat(4));
    }

    /** The release with an upgrade path of its own: lowest source, stops, what it withdraws. */
    static Release withPath(
            Release release, String lowestSource, List<ReleaseVersion> stops, List<Withdrawal> withdrawn) {
        return ReleaseCopy.of(release, copy -> {
            copy.lowestSource = ReleaseVersion.parse(lowestSource);
            copy.contract = ContractCopy.of(SOME, contract -> {
                contract.stops = stops;
                contract.withdrawn = withdrawn;
            });
        });
    }

    static Release withSchema(Release release, String schemaVersion) {
        return ReleaseCopy.of(release, copy -> copy.schemaVersion = MigrationVersion.parse(schemaVersion));
    }

    static Release withVariables(Release release, EnvironmentVariable... additional) {
        List<EnvironmentVariable> all = new ArrayList<>(release.environment());
        all.addAll(List.of(additional));
        return ReleaseCopy.of(release, copy -> copy.environment = all);
    }
}
