import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What all contenders share: a network, a database and an object store; on it one API at a time. */
final class Stage implements AutoCloseable {

    private static final String NETWORK = "piprio-bench-start";
    private static final String DATABASE = NETWORK + "-postgres";
    private static final String OBJECTS = NETWORK + "-object-store";
    private static final String API = NETWORK + "-api";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path release;
    private final String secret = UUID.randomUUID().toString();
    private final Path environment;

    Stage(Path release) throws IOException {
        this.release = release;
        // A file, because arguments can be read by everybody on the host.
        this.environment = Files.createTempFile("piprio-bench", ".env");
        Files.writeString(
                environment,
                String.join(
                        "\n",
                        "PIPRIO_DB_URL=jdbc:postgresql://" + DATABASE + ":5432/piprio",
                        "PIPRIO_DB_USER=piprio",
                        "PIPRIO_DB_PASSWORD=" + secret,
                        "PIPRIO_S3_ENDPOINT=http://" + OBJECTS + ":9000",
                        "PIPRIO_S3_BUCKET=piprio-documents",
                        "PIPRIO_S3_ACCESS_KEY=benchmark",
                        "PIPRIO_S3_SECRET_KEY=" + secret,
                        "PIPRIO_API_TOKEN=" + secret,
                        ""));
    }

    /** The token that the API takes. */
    String token() {
        return secret;
    }

    /** Starts what the API needs, and waits until it is healthy. */
    void set() throws Exception {
        removeAll();
        Docker.run("network", "create", NETWORK);
        Docker.run("run", "--detach", "--name", DATABASE, "--network", NETWORK, "--env-file", environment.toString(),
                "--tmpfs", "/var/lib/postgresql/data:uid=902,gid=902,mode=0700", "piprio-build/postgres:17");
        Docker.run("run", "--detach", "--name", OBJECTS, "--network", NETWORK, "--env-file", environment.toString(),
                "--tmpfs", "/run/piprio:uid=10001,gid=10001,mode=0700", "piprio-build/object-store:1");
        for (String name : List.of(DATABASE, OBJECTS)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Docker.run("inspect", "--format", "{{.State.Health.Status}}", name).equals("healthy")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " is not healthy");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Starts a contender, and waits until it is ready. */
    RunningApi start(Contender contender) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Instant from = Instant.now();
        Docker.run(command(contender, port));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!ready(port)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(contender.name() + " was never ready:\n" + Docker.run("logs", API));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Instant ready = Instant.now();
        Instant process = Instant.parse(Docker.run("inspect", "--format", "{{.State.StartedAt}}", API));
        long pid = Docker.run("top", API, "-eo", "pid,comm").lines()
                .filter(line -> line.endsWith("java"))
                .mapToLong(line -> Long.parseLong(line.trim().split(" +")[0]))
                .findFirst()
                .orElseThrow();
        double rss = RunningApi.residentMb(pid);
        return new RunningApi(
                port,
                pid,
                new RunningApi.Start(seconds(process, ready), seconds(from, ready), RunningApi.cpuSeconds(pid), rss));
    }

    private String[] command(Contender contender, int port) {
        List<String> command = new ArrayList<>(List.of(
                "run", "--detach", "--name", API, "--network", NETWORK, "--env-file", environment.toString(),
                "--publish", "127.0.0.1:" + port + ":8080", "--memory", "512m", "--read-only", "--tmpfs", "/tmp",
                "--cap-drop", "ALL", "--init", "--no-healthcheck",
                "--volume", release + ":/opt/piprio/release:ro"));
        if (!contender.java().isEmpty()) {
            command.addAll(List.of("--entrypoint", "java"));
        }
        command.add(contender.image());
        command.addAll(contender.java());
        return command.toArray(String[]::new);
    }

    private static boolean ready(int port) {
        try (Connection connection = new Connection(port)) {
            return connection.send("GET", "/q/health/ready", "", "").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    void removeApi() throws Exception {
        Docker.run("rm", "--force", API);
    }

    void removeDocuments() throws Exception {
        Docker.run("exec", DATABASE, "psql", "--quiet", "--username=piprio", "--dbname=piprio",
                "--command=TRUNCATE documents CASCADE");
    }

    private static void removeAll() throws Exception {
        for (String name : List.of(API, DATABASE, OBJECTS)) {
            Docker.tryTo("rm", "--force", "--volumes", name);
        }
        Docker.tryTo("network", "rm", NETWORK);
    }

    @Override
    public void close() throws Exception {
        removeAll();
        Files.deleteIfExists(environment);
    }
}
