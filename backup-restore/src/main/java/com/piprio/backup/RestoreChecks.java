package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reasons to refuse a restore. */
final class RestoreChecks {
    private static final int EXAMPLES = 5;

    private RestoreChecks() {}

    /**
     * The bundle is of this installation, or of the one that its operator named to move it here.
     *
     * @throws OperatorException {@code BUNDLE_FOREIGN}, {@code DOMAIN_WRONG}, {@code ADOPTION_WRONG}, or {@code
     *     BUNDLE_UNTRUSTED} for one to be adopted that nobody signed
     */
    static void requireInstallation(Manifest manifest, InstallationAccess live, Adoption adoption) {
        String from = adoption.from();
        if (from == null) {
            requireSameInstallation(manifest, live);
            return;
        }
        if (manifest.deploymentId().equals(live.deploymentId())) {
            throw OperatorException.of(
                            ErrorCode.ADOPTION_WRONG, "the bundle is of this installation: there is nothing to adopt")
                    .expected("a bundle of another installation, or no --adopt-from")
                    .found("deployment " + live.deploymentId() + " (" + live.domain() + ")")
                    .remedy("nothing was changed; make sure that you are on the right machine, then restore without"
                            + " --adopt-from")
                    .build();
        }
        if (!manifest.deploymentId().equals(from)) {
            throw OperatorException.of(
                            ErrorCode.ADOPTION_WRONG, "the bundle is of another installation than --adopt-from names")
                    .expected("a bundle of deployment '" + Damage.printable(from) + "'")
                    .found("deployment " + Damage.printable(manifest.deploymentId()) + " ("
                            + Damage.printable(manifest.domain()) + ")")
                    .remedy(
                            "nothing was changed; take the bundle of the installation that is to come here, and type its"
                                    + " PIPRIO_DEPLOYMENT_ID exactly")
                    .build();
        }
        if (!manifest.signed()) {
            throw OperatorException.of(ErrorCode.BUNDLE_UNTRUSTED, "the bundle to adopt is not signed")
                    .expected("a bundle that its installation signed")
                    .found("one of an upgrader that did not sign")
                    .remedy("nothing was changed; make a bundle there with a newer upgrader, or move that installation"
                            + " with its own .env: see docs/operations/rollback.md, To another host")
                    .build();
        }
    }

    static void requireSameInstallation(Manifest manifest, InstallationAccess live) {
        if (!manifest.deploymentId().equals(live.deploymentId())) {
            throw OperatorException.of(ErrorCode.BUNDLE_FOREIGN, "the bundle belongs to another installation")
                    .expected("deployment " + live.deploymentId() + " (" + live.domain() + ")")
                    .found("deployment " + Damage.printable(manifest.deploymentId()) + " ("
                            + Damage.printable(manifest.domain()) + ")")
                    .remedy(
                            "choose a bundle of this installation; to move the other one here, with all its data in place"
                                    + " of that of this one: add --adopt-from with its id")
                    .build();
        }
        if (!manifest.domain().equals(live.domain())) {
            throw OperatorException.of(ErrorCode.DOMAIN_WRONG, "the bundle was made under another domain")
                    .expected(live.domain())
                    .found(Damage.printable(manifest.domain()))
                    .remedy("if this is the right bundle, set PIPRIO_DOMAIN in .env to its domain for the restore")
                    .build();
        }
    }

    /** Exactly, with no trimming and no ignoring of case: whoever types it shall know where they are. */
    static void requireTyped(String typed, Manifest manifest, InstallationAccess live, Adoption adoption) {
        requireInstallation(manifest, live, adoption);
        requireTyped(typed, live);
    }

    static void requireTyped(String typed, InstallationAccess live) {
        if (!typed.equals(live.domain())) {
            throw OperatorException.of(ErrorCode.DOMAIN_WRONG, "the domain does not confirm the restore")
                    .expected(live.domain())
                    .found("'" + Damage.printable(typed) + "'")
                    .remedy("nothing was changed; type the domain exactly as it is in .env")
                    .build();
        }
    }

    static void requireSchema(Manifest manifest, String newest) {
        if (SchemaVersion.ORDER.compare(manifest.schemaVersion(), newest) > 0) {
            throw OperatorException.of(
                            ErrorCode.BUNDLE_VERSION_UNFIT,
                            "the schema of the bundle is newer than this release can read")
                    .expected("schema version " + newest + " or older")
                    .found("schema version " + manifest.schemaVersion() + " of release "
                            + Damage.printable(manifest.release()))
                    .remedy("restore it with the release that made it")
                    .build();
        }
    }

    static void requireFormerSchema(String former, String newest) {
        if (SchemaVersion.ORDER.compare(former, newest) > 0) {
            throw OperatorException.of(
                            ErrorCode.BUNDLE_VERSION_UNFIT,
                            "the schema of the database of before is newer than this release can read")
                    .expected("schema version " + newest + " or older")
                    .found("schema version " + former)
                    .remedy("upgrade to the release that ran before that restore, then run the command again")
                    .build();
        }
    }

    /** Same tables, same counts, same schema version, and an object for every key that a row names. */
    static void requireContents(DatabaseContents restored, Bundle bundle) {
        Manifest manifest = bundle.manifest();
        SortedMap<String, Long> counts = restored.rowCounts();
        if (!counts.equals(manifest.rowCounts())) {
            throw checkFailed("the restored database has other rows than the bundle says")
                    .found(DatabaseContents.differences(manifest.rowCounts(), counts))
                    .build();
        }
        String schema = restored.schemaVersion();
        if (!schema.equals(manifest.schemaVersion())) {
            throw checkFailed("the restored database has another schema version than the bundle says")
                    .expected(manifest.schemaVersion())
                    .found(schema)
                    .build();
        }
        Fingerprints indexed = new Fingerprints();
        ObjectIndex.read(
                bundle.content(BundleLayout.OBJECT_INDEX), entry -> indexed.add(Sha256.fingerprint(entry.key())));
        List<String> missing = new ArrayList<>();
        restored.objectKeys(key -> {
            if (missing.size() < EXAMPLES && !indexed.contains(Sha256.fingerprint(key))) {
                missing.add("'" + Damage.printable(key) + "'");
            }
        });
        if (!missing.isEmpty()) {
            throw OperatorException.of(ErrorCode.OBJECT_MISSING, "the bundle lacks objects that its database names")
                    .found("missing: " + String.join(", ", missing))
                    .remedy("choose another bundle; nothing was changed")
                    .build();
        }
    }

    private static OperatorException.Builder checkFailed(String problem) {
        return OperatorException.of(ErrorCode.RESTORE_CHECK_FAILED, problem)
                .remedy("choose another bundle; the live database was not touched");
    }
}
