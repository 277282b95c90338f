package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.AUTOMATIC;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;
import static com.piprio.release.diff.Verdict.DEPRECATED;

import com.piprio.release.ConfigurationFile;
import com.piprio.release.ConfigurationFile.Key;
import com.piprio.release.ConfigurationFile.Owner;
import java.util.List;

/** F: the files of an installation. */
final class FileRules {
    /** Keys inside a file; the name of a change is {@code path: key}. */
    static final Family<Change<Key>> KEYS = new Family<>(
            List.of(
                    new Rule<>(
                            "F1",
                            COMPATIBLE,
                            NONE,
                            "new optional key",
                            "without it the release behaves as before",
                            "nothing to do",
                            k -> k.isNew() && !k.now().required()),
                    new Rule<>(
                            "F2",
                            BREAKING,
                            ACTION,
                            "new required key",
                            "the release does not start without a value that only the operator knows",
                            "add the key to the file",
                            k -> becomesRequired(k) && !k.now().generated()),
                    new Rule<>(
                            "F2a",
                            COMPATIBLE,
                            AUTOMATIC,
                            "new required key that the upgrade fills in",
                            "nobody has to think of a value",
                            "nothing to do",
                            k -> becomesRequired(k) && k.now().generated()),
                    new Rule<>(
                            "F3",
                            BREAKING,
                            ACTION,
                            "key removed",
                            "a setting that is not read any more would be ignored in silence, or refused",
                            "remove the key from the file",
                            Change::isGone)),
            Change::name,
            k -> "");

    static final Family<Change<ConfigurationFile>> FILES = new Family<>(
            List.of(
                    new Rule<>(
                            "F3a",
                            COMPATIBLE,
                            AUTOMATIC,
                            "new form of the file, which the upgrade rewrites",
                            "the old form is still read, and the old file is kept",
                            "nothing to do",
                            f -> newForm(f) && readsTheOldForm(f) && f.now().migrated()),
                    new Rule<>(
                            "F3b",
                            DEPRECATED,
                            ACTION,
                            "new form of the file; the old one is still read",
                            "both are read for at least two minor releases and six months",
                            "write the file in the new form",
                            f -> newForm(f) && readsTheOldForm(f) && !f.now().migrated()),
                    new Rule<>(
                            "F3c",
                            BREAKING,
                            ACTION,
                            "old form of the file not read any more",
                            "a file that was fine is refused",
                            "write the file in the new form",
                            f -> newForm(f) && !readsTheOldForm(f)),
                    new Rule<>(
                            "F4",
                            BREAKING,
                            ACTION,
                            "unknown keys become errors",
                            "a file with a stray key is refused",
                            "remove keys that the release does not know",
                            f -> f.isKept()
                                    && !f.was().unknownKeysRefused()
                                    && f.now().unknownKeysRefused()),
                    new Rule<>(
                            "F5",
                            BREAKING,
                            ACTION,
                            "file moved, removed, or with another owner or mode",
                            "tools of the operator's that use the file find something else",
                            "move the file, and what refers to it",
                            f -> moved(f) && !(f.isKept() && f.now().migrated())),
                    new Rule<>(
                            "F5a",
                            COMPATIBLE,
                            AUTOMATIC,
                            "file moved by the upgrade",
                            "the old path is kept as a copy",
                            "nothing to do",
                            f -> moved(f) && f.isKept() && f.now().migrated()),
                    new Rule<>(
                            "F6",
                            COMPATIBLE,
                            ACTION,
                            "shipped text of a file that the operator edits changed",
                            "edits of both sides are merged; where they meet, somebody has to choose",
                            "compare the file with the one of the release",
                            f -> f.isKept() && f.now().owner() == Owner.OPERATOR && newText(f)),
                    new Rule<>(
                            "F7",
                            COMPATIBLE,
                            AUTOMATIC,
                            "file of the release comes, goes or changes",
                            "it belongs to the release; nobody was to edit it",
                            "nothing to do",
                            FileRules::ofTheRelease),
                    new Rule<>(
                            "F8",
                            BREAKING,
                            ACTION,
                            "overrides beside the file not merged any more",
                            "what an override sets would be ignored in silence",
                            "move the setting into .env",
                            f -> f.isKept()
                                    && f.was().mergesOverrides()
                                    && !f.now().mergesOverrides())),
            Change::name,
            FileRules::detail);

    private FileRules() {}

    private static boolean becomesRequired(Change<Key> k) {
        return !k.isGone() && k.now().required() && (k.isNew() || !k.was().required());
    }

    private static boolean newForm(Change<ConfigurationFile> f) {
        return f.differs(ConfigurationFile::format) && f.now().owner() == Owner.OPERATOR;
    }

    private static boolean readsTheOldForm(Change<ConfigurationFile> f) {
        return f.now().reads().contains(f.was().format());
    }

    private static boolean moved(Change<ConfigurationFile> f) {
        if (f.isGone()) {
            return f.was().owner() == Owner.OPERATOR;
        }
        return f.differs(ConfigurationFile::path)
                || f.differs(ConfigurationFile::owner)
                || f.differs(ConfigurationFile::mode);
    }

    private static boolean newText(Change<ConfigurationFile> f) {
        return f.differs(ConfigurationFile::sha256) && f.now().sha256() != null;
    }

    private static boolean ofTheRelease(Change<ConfigurationFile> f) {
        Owner owner = f.isGone() ? f.was().owner() : f.now().owner();
        return owner == Owner.RELEASE && (!f.isKept() || newText(f) || f.differs(ConfigurationFile::format));
    }

    private static String detail(Change<ConfigurationFile> f) {
        return Family.joined(
                f.shown("path", ConfigurationFile::path),
                f.shown("owner", file -> file.owner().name().toLowerCase(java.util.Locale.ROOT)),
                f.shown("mode", ConfigurationFile::mode),
                f.shown("form", ConfigurationFile::format),
                f.isNew() ? "new: " + f.now().summary() : "",
                f.isGone() ? "gone" : "");
    }
}
