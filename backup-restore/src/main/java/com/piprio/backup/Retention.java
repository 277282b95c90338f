package com.piprio.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Gives up bundles that a {@link RetentionPolicy} does not keep. Only what can be read as a bundle of this installation
 * is ever deleted; the caller holds the installation's lock.
 */
public final class Retention {
    private final Path backups;
    private final String deploymentId;
    private final RetentionPolicy policy;

    public Retention(Path backups, String deploymentId, RetentionPolicy policy) {
        this.backups = backups;
        this.deploymentId = deploymentId;
        this.policy = policy;
    }

    /**
     * What happens to each bundle.
     *
     * @param kept with the reason
     * @param leftAlone what is broken or belongs to others, with what is wrong: a human has to look
     * @param expendable oldest first
     */
    public record Plan(SortedMap<BundleId, String> kept, List<String> leftAlone, List<BundleId> expendable) {
        public Plan {
            leftAlone = List.copyOf(leftAlone);
            expendable = List.copyOf(expendable);
        }
    }

    /**
     * Decides; changes nothing.
     *
     * @param needed bundles that others need, by the reason, such as the one that a way back rests on
     */
    public Plan plan(Map<BundleId, String> needed, Instant now) {
        List<RetentionPolicy.Candidate> candidates = new ArrayList<>();
        List<String> leftAlone = new ArrayList<>();
        Set<BundleId> restored = new TreeSet<>();
        new RestoreRecords(backups).all().forEach(record -> restored.add(record.bundle()));
        for (BundleListing listing : new Bundles(backups).list()) {
            Bundle bundle = listing.bundle();
            if (bundle == null) {
                leftAlone.add(listing.id() + ": " + listing.problem());
            } else if (!bundle.manifest().deploymentId().equals(deploymentId)) {
                leftAlone.add(listing.id() + ": belongs to another installation");
            } else {
                Set<String> pins = new TreeSet<>(listing.state().pins().keySet());
                if (needed.containsKey(listing.id())) {
                    pins.add(needed.get(listing.id()));
                }
                if (restored.contains(listing.id())) {
                    pins.add("restored, and not finalized");
                }
                candidates.add(new RetentionPolicy.Candidate(
                        listing.id(), listing.state().proven(), pins));
            }
        }
        SortedMap<BundleId, String> kept = policy.kept(candidates, now);
        List<BundleId> expendable = candidates.stream()
                .map(RetentionPolicy.Candidate::id)
                .filter(id -> !kept.containsKey(id))
                .sorted()
                .toList();
        return new Plan(kept, leftAlone, expendable);
    }

    /** Deletes what the plan gives up, the oldest first; what an interrupted deletion left, too. */
    public void delete(Plan plan) {
        Bundles bundles = new Bundles(backups);
        bundles.emptyTrash();
        plan.expendable().forEach(bundles::remove);
    }
}
