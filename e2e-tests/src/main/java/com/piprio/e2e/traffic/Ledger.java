package com.piprio.e2e.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * What the platform acknowledged, and so must keep: documents with their bytes, jobs with one outcome. A write that
 * got no good answer may be there or not, but never twice.
 */
public final class Ledger {

    /** A document that was uploaded; its name is its own. */
    public record Document(String id, String name, String sha256, Instant acknowledgedAt) {}

    /** A job that was created; its key is its own. */
    public record Job(String id, String key, String type, Instant acknowledgedAt) {}

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

    public List<Document> documents() {
        return List.copyOf(documents);
    }

    public List<Job> jobs() {
        return List.copyOf(jobs);
    }

    /** The part of the account that was acknowledged before this time. */
    public Ledger before(Instant time) {
        return part(document -> document.acknowledgedAt().isBefore(time), job -> job.acknowledgedAt()
                .isBefore(time));
    }

    private Ledger part(Predicate<Document> whichDocuments, Predicate<Job> whichJobs) {
        Ledger part = new Ledger();
        part.documentNames.addAll(documentNames);
        part.jobKeys.addAll(jobKeys);
        documents.stream().filter(whichDocuments).forEach(part.documents::add);
        jobs.stream().filter(whichJobs).forEach(part.jobs::add);
        return part;
    }

    /** Everything that is wrong; empty when the platform holds what it acknowledged, each once. */
    public List<String> problems(Holdings holdings) {
        List<String> problems = new ArrayList<>();
        for (Document document : documents) {
            if (!holdings.documents(document.name()).contains(document.id())) {
                problems.add("lost: document " + document.id() + " " + document.name());
            } else if (!holdings.contentSha256(document.id()).equals(Optional.of(document.sha256()))) {
                problems.add("bytes changed or missing: document " + document.id() + " " + document.name());
            }
        }
        for (Job job : jobs) {
            if (!holdings.jobs(job.key()).contains(job.id())) {
                problems.add("lost: job " + job.id() + " " + job.key());
            } else if (!holdings.jobStatus(job.id()).equals("done")) {
                problems.add("not done but " + holdings.jobStatus(job.id()) + ": job " + job.id() + " " + job.key());
            } else if (holdings.effects(job.id()) != 1) {
                problems.add("took effect " + holdings.effects(job.id()) + " times: job " + job.id());
            }
        }
        documentNames.forEach(name -> {
            if (holdings.documents(name).size() > 1) {
                problems.add("doubled: document " + name + " is " + holdings.documents(name));
            }
        });
        jobKeys.forEach(key -> {
            if (holdings.jobs(key).size() > 1) {
                problems.add("doubled: job " + key + " is " + holdings.jobs(key));
            }
        });
        return problems;
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
