package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;

/** What becomes of volumes and bundles. */
final class DataCases {

    private DataCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "V1",
                () -> added(
                        "volumes",
                        "{name: more, service: api, mount: /more, driver: local, durable: true, format: any, readableSince: 1.6.0}"),
                () -> edited("name: data, service: postgres", "name: data, service: postgres"));
        cases.add(
                "V2",
                () -> edited("name: data,", "name: database,"),
                () -> edited("name: data,", "name: database, movedFrom: data,"));
        cases.add(
                "V2a",
                () -> edited("name: data,", "name: database, movedFrom: data,"),
                () -> edited("name: data,", "name: database,"));
        cases.add(
                "V2b",
                () -> edited("name: scratch,", "name: temporary,"),
                () -> edited("name: data,", "name: database,"));
        cases.add(
                "V3",
                () -> edited(
                        "format: postgresql-17, readableSince: 1.5.0", "format: postgresql-18, readableSince: 1.6.0"),
                () -> edited("format: postgresql-17", "format: postgresql-17b"));
        cases.add(
                "V4",
                () -> edited("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [2]}"),
                () -> edited("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [1, 2]}"));
    }
}
