import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts each contender alternately and times it until it is ready; then loads each, warm, with as much as it takes.
 * Run by {@code run.sh}, which builds what is started here.
 */
final class StartBenchmark {

    private static final String NETWORK = "piprio-bench-start";
    private static final String DATABASE = NETWORK + "-postgres";
    private static final String OBJECTS = NETWORK + "-object-store";
    private static final String API = NETWORK + "-api";
    private static final String APPLICATION = "/opt/piprio/app/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Counted in requests, not in seconds: a contender is warm after the same work, however slow it was on the way.
    private static final int FULL_WARM_UP = 40_000;
    private static final int MEASURED = 10_000;
    private static final int REQUESTS_PER_TURN = 10;
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(5);
    private static final int CONNECTIONS = 8;
    private static final int LOADED_ROUNDS = 3;

    /** What is started: an image as it is, or with its own command line. */
    record Contender(String name, String image, List<String> java) {}

    record Start(double ready, double run, double cpu, double rssMb) {}

    record Load(double perSecond, double cpuMillis) {}

    private final Path release;
    private final String secret = UUID.randomUUID().toString();
    private final Path environment;

    private StartBenchmark(Path release) throws IOException {
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

    public static void main(String[] arguments) throws Exception {
        int repeats = 9;
        Path json = null;
        Path release = null;
        List<Contender> contenders = new ArrayList<>(List.of(
                new Contender("plain fast-jar", "piprio-bench/api:plain", List.of()),
                new Contender("image", "piprio-build/api:dev", List.of()),
                ours("cache, Java's defaults", true, "-Xmx256m"),
                ours("cache, C1 only", true, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"),
                ours("image without cache", false, "@" + APPLICATION + "java.options")));
        int warmUp = FULL_WARM_UP;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--repeats" -> repeats = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                case "--release" -> release = Path.of(value);
                case "--also" -> contenders.add(ours(
                        value.substring(0, value.indexOf('=')),
                        true,
                        value.substring(value.indexOf('=') + 1).trim().split(" +")));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        StartBenchmark benchmark = new StartBenchmark(release);
        try {
            benchmark.startPlatform();
            benchmark.run(contenders, repeats, warmUp, json);
        } finally {
            benchmark.close();
            Files.deleteIfExists(benchmark.environment);
        }
    }

    private static Contender ours(String name, boolean cache, String... options) {
        List<String> java = new ArrayList<>();
        if (cache) {
            java.add("-XX:AOTCache=" + APPLICATION + "app.aot");
            // Refuses to start rather than measure a cache that is not used.
            java.add("-XX:AOTMode=on");
        }
        java.addAll(List.of(options));
        java.addAll(List.of("-jar", APPLICATION + "quarkus-run.jar"));
        return new Contender(name, "piprio-build/api:dev", java);
    }

    private void startPlatform() throws Exception {
        close();
        docker("network", "create", NETWORK);
        docker("run", "--detach", "--name", DATABASE, "--network", NETWORK, "--env-file", environment.toString(),
                "--tmpfs", "/var/lib/postgresql/data:uid=902,gid=902,mode=0700", "piprio-build/postgres:17");
        docker("run", "--detach", "--name", OBJECTS, "--network", NETWORK, "--env-file", environment.toString(),
                "--tmpfs", "/run/piprio:uid=10001,gid=10001,mode=0700", "piprio-build/object-store:1");
        for (String name : List.of(DATABASE, OBJECTS)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!docker("inspect", "--format", "{{.State.Health.Status}}", name).equals("healthy")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " is not healthy");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private void close() throws Exception {
        for (String name : List.of(API, DATABASE, OBJECTS)) {
            quiet("rm", "--force", "--volumes", name);
        }
        quiet("network", "rm", NETWORK);
    }

    private void run(List<Contender> contenders, int repeats, int warmUp, Path json) throws Exception {
        Map<Contender, List<Start>> starts = new LinkedHashMap<>();
        Map<Contender, List<Load>> loads = new LinkedHashMap<>();
        contenders.forEach(contender -> starts.put(contender, new ArrayList<>()));
        contenders.forEach(contender -> loads.put(contender, new ArrayList<>()));
        // The first start of all migrates and reads everything from disk; it counts for nobody.
        for (Contender contender : contenders) {
            start(contender);
            docker("rm", "--force", API);
        }
        for (int repeat = 1; repeat <= repeats; repeat++) {
            for (Contender contender : contenders) {
                starts.get(contender).add(start(contender).start());
                docker("rm", "--force", API);
            }
            System.err.printf("starts: round %d of %d%n", repeat, repeats);
        }
        for (int round = 1; round <= LOADED_ROUNDS; round++) {
            for (Contender contender : contenders) {
                Running running = start(contender);
                load(running, warmUp);
                loads.get(contender).add(load(running, MEASURED));
                docker("rm", "--force", API);
                docker("exec", DATABASE, "psql", "--quiet", "--username=piprio", "--dbname=piprio",
                        "--command=TRUNCATE documents CASCADE");
            }
            System.err.printf("load: round %d of %d%n", round, LOADED_ROUNDS);
        }
        print(starts, loads);
        if (json != null) {
            Files.writeString(json, json(starts, loads));
        }
    }

    private record Running(int port, long pid, Start start) {}

    private Running start(Contender contender) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
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
        Instant from = Instant.now();
        docker(command.toArray(String[]::new));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!ready(port)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(contender.name() + " was never ready:\n" + docker("logs", API));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Instant ready = Instant.now();
        Instant process = Instant.parse(docker("inspect", "--format", "{{.State.StartedAt}}", API));
        long pid = docker("top", API, "-eo", "pid,comm").lines()
                .filter(line -> line.endsWith("java"))
                .mapToLong(line -> Long.parseLong(line.trim().split(" +")[0]))
                .findFirst()
                .orElseThrow();
        double rss = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
        return new Running(
                port, pid, new Start(seconds(process, ready), seconds(from, ready), cpuSeconds(pid), rss));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /** Processor time of a process so far: it tells variants apart even on a machine that has other things to do. */
    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static boolean ready(int port) {
        try (Connection connection = new Connection(port)) {
            return connection.send("GET", "/q/health/ready", "", "").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Eight connections that each send the next request when the last one was answered. */
    private Load load(Running running, int requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            AtomicInteger turns = new AtomicInteger(requests / REQUESTS_PER_TURN);
            double cpu = cpuSeconds(running.pid());
            long from = System.nanoTime();
            List<Future<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(threads.submit(client(running.port(), turns)));
            }
            for (Future<Void> client : clients) {
                client.get(LONGEST_LOAD.toSeconds(), TimeUnit.SECONDS);
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            return new Load(requests / seconds, (cpuSeconds(running.pid()) - cpu) * 1000 / requests);
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> client(int port, AtomicInteger turns) {
        return () -> {
            try (Connection connection = new Connection(port)) {
                while (turns.getAndDecrement() > 0) {
                    turn(connection);
                }
            }
            return null;
        };
    }

    /** One document stored, then read three times in three ways. */
    private void turn(Connection connection) throws IOException {
        String name = "/api/v1/documents?name=" + UUID.randomUUID();
        String made = connection.send("POST", name, secret, "words ".repeat(100)).expect(201);
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(made);
        if (!id.find()) {
            throw new IllegalStateException("no id in " + made);
        }
        String document = "/api/v1/documents/" + id.group(1);
        for (int i = 0; i < 3; i++) {
            connection.send("GET", "/api/v1/documents?limit=20", secret, "").expect(200);
            connection.send("GET", document, secret, "").expect(200);
            connection.send("GET", document + "/content", secret, "").expect(200);
        }
    }

    private record Answer(int status, String body) {
        String expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("answered " + status + ": " + body);
            }
            return body;
        }
    }

    /** A kept-alive connection. Raw, so that the client takes little of the two cores that it shares. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket = new Socket();
        private final InputStream input;

        Connection(int port) throws IOException {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
            input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        Answer send(String method, String path, String token, String body) throws IOException {
            byte[] request = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(request);
            String statusLine = line();
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).trim());
                }
            }
            if (length < 0) {
                throw new IOException("an answer of unknown length to " + path);
            }
            return new Answer(
                    Integer.parseInt(statusLine.split(" ")[1]),
                    new String(input.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = input.read(); next != '\n'; next = input.read()) {
                if (next < 0) {
                    throw new IOException("closed");
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record Spread(double min, double median, double max) {
        static Spread of(java.util.stream.DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        String text(int digits) {
            String format = "%." + digits + "f";
            return String.format(Locale.ROOT, format + " / " + format + " / " + format, min, median, max);
        }

        String json() {
            return String.format(Locale.ROOT, "{\"min\": %.3f, \"median\": %.3f, \"max\": %.3f}", min, median, max);
        }
    }

    private static void print(Map<Contender, List<Start>> starts, Map<Contender, List<Load>> loads) {
        Contender first = starts.keySet().iterator().next();
        double plainReady = Spread.of(starts.get(first).stream().mapToDouble(Start::ready)).median();
        double plainPeak = Spread.of(loads.get(first).stream().mapToDouble(Load::perSecond)).median();
        System.out.printf("min / median / max of %d alternating starts; load: 8 connections%n", starts.get(first).size());
        System.out.printf("%-24s %-20s %7s  %-20s %-20s %6s  %-20s %7s %9s%n", "contender", "ready s", "x plain",
                "docker run s", "start cpu s", "RSS MB", "requests/s", "x plain", "cpu ms/req");
        for (Contender contender : starts.keySet()) {
            List<Start> own = starts.get(contender);
            Spread ready = Spread.of(own.stream().mapToDouble(Start::ready));
            Spread peak = Spread.of(loads.get(contender).stream().mapToDouble(Load::perSecond));
            System.out.printf(Locale.ROOT, "%-24s %-20s %7.2f  %-20s %-20s %6.0f  %-20s %7.2f %9.2f%n",
                    contender.name(), ready.text(2), ready.median() / plainReady,
                    Spread.of(own.stream().mapToDouble(Start::run)).text(2),
                    Spread.of(own.stream().mapToDouble(Start::cpu)).text(2),
                    Spread.of(own.stream().mapToDouble(Start::rssMb)).median(),
                    peak.text(0), peak.median() / plainPeak,
                    Spread.of(loads.get(contender).stream().mapToDouble(Load::cpuMillis)).median());
        }
    }

    private static String json(Map<Contender, List<Start>> starts, Map<Contender, List<Load>> loads) {
        Contender first = starts.keySet().iterator().next();
        double plainReady = Spread.of(starts.get(first).stream().mapToDouble(Start::ready)).median();
        double plainPeak = Spread.of(loads.get(first).stream().mapToDouble(Load::perSecond)).median();
        List<String> rows = new ArrayList<>();
        for (Contender contender : starts.keySet()) {
            List<Start> own = starts.get(contender);
            Spread ready = Spread.of(own.stream().mapToDouble(Start::ready));
            Spread peak = Spread.of(loads.get(contender).stream().mapToDouble(Load::perSecond));
            rows.add(String.format(Locale.ROOT,
                    "    {\"name\": \"%s\", \"starts\": %d, \"readySeconds\": %s, \"readyRatio\": %.3f, \"runSeconds\": %s,"
                            + " \"startCpuSeconds\": %s, \"rssMb\": %s, \"requestsPerSecond\": %s, \"throughputRatio\": %.3f,"
                            + " \"cpuMillisPerRequest\": %s}",
                    contender.name(), own.size(), ready.json(), ready.median() / plainReady,
                    Spread.of(own.stream().mapToDouble(Start::run)).json(),
                    Spread.of(own.stream().mapToDouble(Start::cpu)).json(),
                    Spread.of(own.stream().mapToDouble(Start::rssMb)).json(),
                    peak.json(), peak.median() / plainPeak,
                    Spread.of(loads.get(contender).stream().mapToDouble(Load::cpuMillis)).json()));
        }
        return "{\n  \"benchmark\": \"start\",\n  \"date\": \"" + Instant.now() + "\",\n  \"processors\": "
                + Runtime.getRuntime().availableProcessors() + ",\n  \"contenders\": [\n" + String.join(",\n", rows)
                + "\n  ]\n}\n";
    }

    private static String docker(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        Collections.addAll(command, arguments);
        Path output = Files.createTempFile("piprio-bench", ".out");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("docker " + arguments[0] + " took longer than 60 s");
            }
            String text = Files.readString(output).trim();
            if (process.exitValue() != 0) {
                throw new IllegalStateException("docker " + Arrays.toString(arguments) + ": " + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    private static void quiet(String... arguments) throws Exception {
        try {
            docker(arguments);
        } catch (IllegalStateException e) {
            // What is not there needs no removal.
            return;
        }
    }
}
