import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API took: requests a second, and milliseconds of processor time for each. */
record Load(double perSecond, double cpuMillis) {

    static final int CONNECTIONS = 8;
    private static final int REQUESTS_PER_TURN = 10;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /** Eight connections that each send the next request when the last one was answered. */
    static Load on(RunningApi api, String token, int requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            AtomicInteger turns = new AtomicInteger(requests / REQUESTS_PER_TURN);
            double cpu = api.cpuSeconds();
            long from = System.nanoTime();
            List<Future<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(threads.submit(client(api.port(), token, turns)));
            }
            for (Future<Void> client : clients) {
                client.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            return new Load(requests / seconds, (api.cpuSeconds() - cpu) * 1000 / requests);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> client(int port, String token, AtomicInteger turns) {
        return () -> {
            try (Connection connection = new Connection(port)) {
                while (turns.getAndDecrement() > 0) {
                    turn(connection, token);
                }
            }
            return null;
        };
    }

    /** One document stored, then read three times in three ways. */
    private static void turn(Connection connection, String token) throws IOException {
        String name = "/api/v1/documents?name=" + UUID.randomUUID();
        String made = connection.send("POST", name, token, "words ".repeat(100)).expect(201);
        Matcher id = ID.matcher(made);
        if (!id.find()) {
            throw new IllegalStateException("no id in " + made);
        }
        String document = "/api/v1/documents/" + id.group(1);
        for (int i = 0; i < 3; i++) {
            connection.send("GET", "/api/v1/documents?limit=20", token, "").expect(200);
            connection.send("GET", document, token, "").expect(200);
            connection.send("GET", document + "/content", token, "").expect(200);
        }
    }
}
