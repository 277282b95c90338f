import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The users of the demo: ten requests a second until a stop file appears, every fifth one an upload. A request starts
 * when its time has come, whether or not earlier ones are answered, and is never sent twice: what an upgrade does to
 * it is counted, not hidden.
 *
 * <p>{@code java DemoTraffic.java URL TOKEN_FILE STOP_FILE} prints {@code key=value} lines at its end. The first
 * failures go to standard error.
 */
public final class DemoTraffic {
    private static final int PER_SECOND = 10;
    /** A forgotten demo must not run for ever. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);
    /** Longer than the proxy holds a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int FAILURES_SHOWN = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String url;
    private final String token;
    private final Map<String, Integer> failures = new TreeMap<>();
    private long ok;
    private long failed;
    private long slowestMillis;
    private long longestGapMillis;
    private long lastOkNanos = System.nanoTime();

    private DemoTraffic(String url, String token) {
        this.url = url;
        this.token = token;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // The client of the JDK sends a GET again when a connection breaks: here that would hide a failure.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        DemoTraffic traffic = new DemoTraffic(
                arguments[0], Files.readString(Path.of(arguments[1])).strip());
        traffic.run(Path.of(arguments[2]));
        traffic.print();
    }

    private void run(Path stopFile) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (long number = 0; !Files.exists(stopFile); number++) {
            long due = start + number * Duration.ofSeconds(1).toNanos() / PER_SECOND;
            if (due - start > LONGEST_RUN.toNanos()) {
                break;
            }
            Thread.sleep(Math.max(0, Duration.ofNanos(due - System.nanoTime()).toMillis()));
            all = CompletableFuture.allOf(all, send(number));
        }
        all.join();
    }

    private CompletableFuture<Void> send(long number) {
        HttpRequest request = number % 5 == 0 ? upload(number) : read(number);
        long sent = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.discarding())
                .handle((response, problem) -> {
                    record(
                            sent,
                            problem == null ? response.statusCode() / 100 == 2 : false,
                            request.method() + " "
                                    + (problem == null ? String.valueOf(response.statusCode()) : problem.toString()));
                    return null;
                });
    }

    private HttpRequest read(long number) {
        return request(number % 2 == 0 ? "/api/v1/jobs?limit=20" : "/api/v1/documents?limit=20")
                .GET()
                .build();
    }

    private HttpRequest upload(long number) {
        return request("/api/v1/documents?name=traffic-" + number + ".txt")
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("Document " + number + " was uploaded while the platform was upgraded.\n"))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    private synchronized void record(long sentNanos, boolean success, String what) {
        long now = System.nanoTime();
        slowestMillis = Math.max(slowestMillis, Duration.ofNanos(now - sentNanos).toMillis());
        if (success) {
            ok++;
            longestGapMillis =
                    Math.max(longestGapMillis, Duration.ofNanos(now - lastOkNanos).toMillis());
            lastOkNanos = now;
        } else {
            failed++;
            if (failures.merge(what, 1, Integer::sum) == 1 && failures.size() <= FAILURES_SHOWN) {
                System.err.println("failed: " + what);
            }
        }
    }

    private synchronized void print() {
        System.out.println("ok=" + ok);
        System.out.println("failed=" + failed);
        System.out.println("longest_gap_millis=" + longestGapMillis);
        System.out.println("slowest_millis=" + slowestMillis);
        failures.forEach((what, count) -> System.out.println("failure=" + count + " x " + what));
    }
}
