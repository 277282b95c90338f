package com.piprio.e2e.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.e2e.installation.Api;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.traffic.Ledger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What an installation holds: rows from the database, bytes as the API hands them out. */
public final class StoredHoldings implements Ledger.Holdings {

    private static final Duration JOBS_LIMIT = Duration.ofSeconds(90);
    private static final String OPEN_JOBS = "select count(*) from jobs where status not in ('done', 'failed')";

    private final Api api;
    private final Map<String, List<String>> documents = new HashMap<>();
    private final Map<String, List<String>> jobs = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, Integer> effects = new HashMap<>();

    private StoredHoldings(Api api, DatabaseState state) {
        this.api = api;
        for (JsonNode row : state.table("documents")) {
            // The column was renamed in 1.5.0.
            String name = row.path("title").asText(row.path("name").asText());
            documents
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(row.path("id").asText());
        }
        for (JsonNode row : state.table("jobs")) {
            jobs.computeIfAbsent(row.path("idempotency_key").asText(), key -> new ArrayList<>())
                    .add(row.path("id").asText());
            statuses.put(row.path("id").asText(), row.path("status").asText());
        }
        for (JsonNode row : state.table("extractions")) {
            effects.merge(row.path("job_id").asText(), 1, Integer::sum);
        }
    }

    /** Waits until no job is open any more, then reads everything. */
    public static StoredHoldings whenIdle(Installation installation) {
        Awaitility.await("no job is open")
                .atMost(JOBS_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> DatabaseState.run(installation, OPEN_JOBS).strip().equals("0"));
        return new StoredHoldings(installation.api(), DatabaseState.of(installation));
    }

    @Override
    public List<String> documents(String name) {
        return documents.getOrDefault(name, List.of());
    }

    @Override
    public Optional<String> contentSha256(String id) {
        var response = api.request().get("/api/v1/documents/{id}/content", id);
        if (response.statusCode() != 200) {
            return Optional.empty();
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(response.asByteArray());
            return Optional.of(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> jobs(String key) {
        return jobs.getOrDefault(key, List.of());
    }

    @Override
    public String jobStatus(String id) {
        return statuses.getOrDefault(id, "absent");
    }

    @Override
    public int effects(String jobId) {
        return effects.getOrDefault(jobId, 0);
    }
}
