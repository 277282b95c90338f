package com.piprio.e2e.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the platform acknowledged, and so must keep: documents with their bytes, jobs with one outcome. A write that
 * got no good answer may be there or not, but never twice.
 */
public final class Ledger {

    /** A document that was uploaded; its name is its own. */
    public record Document(String id, String name, String sha256, Instant acknowledgedAt) {}

    /** A job that was created; its key is its own. */
    public record Job(String id, String key, String type, Instant acknowledgedAt) {}

    /** Other bytes for a document, acknowledged or not. */
    public static final class Replacement {
        private final String sha256;
        private volatile @Nullable Instant acknowledgedAt;

        private Replacement(String sha256) {
            this.sha256 = sha256;
        }
    }

    /** What is wrong: writes that were acknowledged and are not there, and writes that are there more than once. */
    public record Account(List<String> lost, List<String> duplicated) {

        public List<String> problems() {
            List<String> problems = new ArrayList<>(lost);
            problems.addAll(duplicated);
            return problems;
        }
    }

    /** What the platform holds, as the ledger needs to know it. */
    public interface Holdings {

        /** Ids of the stored documents that have this name. */
        List<String> documents(String name);

        /** The hash of a document's bytes as a user gets them; empty when they cannot be had. */
        Optional<String> contentSha256(String id);

        /** Ids of the stored jobs with this key. */
        List<String> jobs(String key);

        /** {@code queued}, {@code running}, {@code done} or {@code failed}. */
        String jobStatus(String id);

        /** How often the job's effect is stored. */
        int effects(String jobId);
    }

    private final ConcurrentLinkedQueue<String> documentNames = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> jobKeys = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Document> documents = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
    // By the document's id, in the order in which they were sent.
    private final Map<String, List<Replacement>> replacements = new ConcurrentHashMap<>();
    private final Instant end;

    public Ledger() {
        this(Instant.MAX);
    }

    private Ledger(Instant end) {
        this.end = end;
    }

    /** Notes that a write with this name was sent, whatever comes of it. */
    public void sentDocument(String name) {
        documentNames.add(name);
    }

    /** Notes that a job with this key was sent, whatever comes of it. */
    public void sentJob(String key) {
        jobKeys.add(key);
    }

    public void acknowledged(Document document) {
        documents.add(document);
    }

    public void acknowledged(Job job) {
        jobs.add(job);
    }

    /** Notes that other bytes were sent for a document; only one at a time, so that their order is known. */
    public Replacement sentReplacement(String documentId, String sha256) {
        Replacement replacement = new Replacement(sha256);
        replacements
                .computeIfAbsent(documentId, id -> new java.util.concurrent.CopyOnWriteArrayList<>())
                .add(replacement);
        return replacement;
    }

    public void acknowledged(Replacement replacement, Instant at) {
        replacement.acknowledgedAt = at;
    }

    public List<Document> documents() {
        return List.copyOf(documents);
    }

    public List<Job> jobs() {
        return List.copyOf(jobs);
    }

    /** The part of the account that was acknowledged before this time. */
    public Ledger before(Instant time) {
        Ledger part = new Ledger(time);
        part.documentNames.addAll(documentNames);
        part.jobKeys.addAll(jobKeys);
        part.replacements.putAll(replacements);
        documents.stream()
                .filter(document -> document.acknowledgedAt().isBefore(time))
                .forEach(part.documents::add);
        jobs.stream().filter(job -> job.acknowledgedAt().isBefore(time)).forEach(part.jobs::add);
        return part;
    }

    /** The last bytes that were acknowledged, or any that were sent after them. */
    private Set<String> acceptable(Document document) {
        Set<String> hashes = new HashSet<>(Set.of(document.sha256()));
        for (Replacement replacement : replacements.getOrDefault(document.id(), List.of())) {
            Instant acknowledgedAt = replacement.acknowledgedAt;
            if (acknowledgedAt != null && acknowledgedAt.isBefore(end)) {
                hashes.clear();
            }
            hashes.add(replacement.sha256);
        }
        return hashes;
    }

    /** Everything that is wrong; empty when the platform holds what it acknowledged, each once. */
    public List<String> problems(Holdings holdings) {
        return account(holdings).problems();
    }

    /** What the platform lost, and what it did more than once. */
    public Account account(Holdings holdings) {
        List<String> lost = new ArrayList<>();
        List<String> duplicated = new ArrayList<>();
        for (Document document : documents) {
            if (!holdings.documents(document.name()).contains(document.id())) {
                lost.add("lost: document " + document.id() + " " + document.name());
            } else if (!holdings.contentSha256(document.id())
                    .filter(acceptable(document)::contains)
                    .isPresent()) {
                lost.add("bytes changed or missing: document " + document.id() + " " + document.name());
            }
        }
        for (Job job : jobs) {
            int effects = holdings.effects(job.id());
            if (!holdings.jobs(job.key()).contains(job.id())) {
                lost.add("lost: job " + job.id() + " " + job.key());
            } else if (!holdings.jobStatus(job.id()).equals("done")) {
                lost.add("not done but " + holdings.jobStatus(job.id()) + ": job " + job.id() + " " + job.key());
            } else if (effects != 1) {
                (effects == 0 ? lost : duplicated).add("took effect " + effects + " times: job " + job.id());
            }
        }
        documentNames.forEach(name -> {
            if (holdings.documents(name).size() > 1) {
                duplicated.add("doubled: document " + name + " is " + holdings.documents(name));
            }
        });
        jobKeys.forEach(key -> {
            if (holdings.jobs(key).size() > 1) {
                duplicated.add("doubled: job " + key + " is " + holdings.jobs(key));
            }
        });
        return new Account(lost, duplicated);
    }

    public void expectKept(Holdings holdings) {
        List<String> problems = problems(holdings);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.size() + " of " + documents.size() + " documents and " + jobs.size()
                    + " jobs were not kept as acknowledged\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(problems.size(), 30))));
        }
    }
}
