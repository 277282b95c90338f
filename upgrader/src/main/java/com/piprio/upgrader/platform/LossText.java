package com.piprio.upgrader.platform;

import com.piprio.backup.Manifest;
import com.piprio.backup.RestorePreview;
import com.piprio.backup.TableChange;
import com.piprio.backup.TakeBackPreview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator reads before they type the domain: what comes, what is lost, what is kept. */
final class LossText {
    private LossText() {}

    /** @param own id of the installation */
    static String of(RestorePreview preview, String own) {
        List<String> lines = new ArrayList<>(preview.interrupted());
        lines.add("bundle of release " + preview.bundle().manifest().release() + ", made "
                + preview.bundle().manifest().createdAt());
        String signer = preview.bundle().signer();
        lines.add(
                signer == null ? "it is not signed: nobody can tell whether it was changed" : "signed with " + signer);
        if (preview.adoption().from() != null) {
            adopted(lines, preview.bundle().manifest(), own);
        }
        lines.addAll(preview.warnings());
        rows(lines, preview.tables(), preview.newestRow(), "the restore");
        lines.add("objects: " + preview.objectsOnlyInLive() + " newer ones lose their row, " + preview.objectsMissing()
                + " come back");
        if (!preview.environmentChanges().isEmpty()) {
            lines.add(".env: " + String.join(", ", preview.environmentChanges()) + " as in the bundle");
        }
        lines.add("everything written after that moment is lost; the database of now is kept under another name");
        return String.join("\n", lines);
    }

    private static void adopted(List<String> lines, Manifest bundle, String own) {
        lines.add("it is the bundle of installation " + bundle.deploymentId() + " (" + bundle.domain()
                + "), whose data comes here; stop that one first: what is written there from now on stays there");
        lines.add("this installation stays " + own
                + ": domain, release, host and the passwords of database and object store do not change; every other"
                + " value of .env becomes that of the bundle, the API token too");
    }

    static String of(TakeBackPreview preview) {
        if (preview.done()) {
            return "the data is back already; the services are started";
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "the restore of bundle " + preview.bundle().value() + " at " + preview.restoredAt() + " is taken back");
        rows(lines, preview.tables(), preview.newestRow(), "that");
        if (preview.objects() > 0) {
            lines.add("objects: " + preview.objects() + " get their former contents again");
        }
        lines.add("everything written since the restore is lost; the database of now is kept under another name");
        return String.join("\n", lines);
    }

    private static void rows(
            List<String> lines, List<TableChange> tables, @Nullable Instant newestRow, String afterWhat) {
        for (TableChange table : tables) {
            if (table.live() != table.bundle()) {
                lines.add("table " + table.table() + ": " + table.live() + " rows now, " + table.bundle() + " after "
                        + afterWhat);
            }
        }
        if (newestRow != null) {
            lines.add("the newest row of now is of " + newestRow);
        }
    }
}
