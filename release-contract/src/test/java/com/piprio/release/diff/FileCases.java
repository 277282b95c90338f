package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;

/** What becomes of files of an installation, and of keys in them. */
final class FileCases {

    private FileCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "F1",
                () -> edited("keys: [", "keys: [{name: shade, required: false}, "),
                () -> edited("keys: [", "keys: [{name: shade, required: true}, "));
        cases.add(
                "F2",
                () -> edited("{name: colour, required: false}", "{name: colour, required: true}"),
                () -> edited("{name: colour, required: false}", "{name: colour, required: true, generated: true}"));
        cases.add(
                "F2a",
                () -> edited("keys: [", "keys: [{name: shade, required: true, generated: true}, "),
                () -> edited("keys: [", "keys: [{name: shade, required: true}, "));
        cases.add(
                "F3",
                () -> edited("{name: colour, required: false}", "{name: color, required: false}"),
                () -> edited("{name: colour, required: false}", "{name: colour, required: true}"));
        cases.add(
                "F3a",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2], migrated: true"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"));
        cases.add(
                "F3b",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [2]"));
        cases.add(
                "F3c",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [2]"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 1, reads: [1, 2]"));
        cases.add(
                "F4",
                () -> edited("unknownKeysRefused: false", "unknownKeysRefused: true"),
                () -> edited("unknownKeysRefused: true", "unknownKeysRefused: false"));
        cases.add(
                "F5",
                () -> edited("mode: \"0600\"", "mode: \"0640\""),
                () -> edited("path: .env", "path: settings.env, movedFrom: .env, migrated: true"));
        cases.add(
                "F5a",
                () -> edited("path: .env", "path: settings.env, movedFrom: .env, migrated: true"),
                () -> edited("path: .env", "path: settings.env, movedFrom: .env"));
        cases.add(
                "F6",
                () -> edited("sha256: aaaa", "sha256: bbbb"),
                () -> edited("unknownKeysRefused: true", "unknownKeysRefused: true"));
        cases.add(
                "F7",
                () -> added(
                        "files",
                        "{path: proxy.cfg, owner: release, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: proxy}"),
                () -> added(
                        "files",
                        "{path: my.cfg, owner: operator, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: mine}"));
        cases.add(
                "F8",
                () -> edited("mergesOverrides: true, ", ""),
                () -> edited("unknownKeysRefused: false", "unknownKeysRefused: true"));
    }
}
