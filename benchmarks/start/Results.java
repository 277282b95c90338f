import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The starts and loads of all contenders, as a table and as JSON; the first contender is what ratios refer to. */
final class Results {

    private final Map<Contender, List<RunningApi.Start>> starts = new LinkedHashMap<>();
    private final Map<Contender, List<Load>> loads = new LinkedHashMap<>();

    Results(List<Contender> contenders) {
        contenders.forEach(contender -> starts.put(contender, new ArrayList<>()));
        contenders.forEach(contender -> loads.put(contender, new ArrayList<>()));
    }

    void add(Contender contender, RunningApi.Start start) {
        starts.get(contender).add(start);
    }

    void add(Contender contender, Load load) {
        loads.get(contender).add(load);
    }

    private Contender first() {
        return starts.keySet().iterator().next();
    }

    private double plainReady() {
        return Spread.of(starts.get(first()).stream().mapToDouble(RunningApi.Start::ready)).median();
    }

    private double plainPeak() {
        return Spread.of(loads.get(first()).stream().mapToDouble(Load::perSecond)).median();
    }

    void print() {
        double plainReady = plainReady();
        double plainPeak = plainPeak();
        System.out.printf("min / median / max of %d alternating starts; load: %d connections%n",
                starts.get(first()).size(), Load.CONNECTIONS);
        System.out.printf("%-24s %-20s %7s  %-20s %-20s %6s  %-20s %7s %9s%n", "contender", "ready s", "x plain",
                "docker run s", "start cpu s", "RSS MB", "requests/s", "x plain", "cpu ms/req");
        for (Contender contender : starts.keySet()) {
            List<RunningApi.Start> own = starts.get(contender);
            Spread ready = Spread.of(own.stream().mapToDouble(RunningApi.Start::ready));
            Spread peak = Spread.of(loads.get(contender).stream().mapToDouble(Load::perSecond));
            System.out.printf(Locale.ROOT, "%-24s %-20s %7.2f  %-20s %-20s %6.0f  %-20s %7.2f %9.2f%n",
                    contender.name(), ready.text(2), ready.median() / plainReady,
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::run)).text(2),
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::cpu)).text(2),
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::rssMb)).median(),
                    peak.text(0), peak.median() / plainPeak,
                    Spread.of(loads.get(contender).stream().mapToDouble(Load::cpuMillis)).median());
        }
    }

    String json() {
        double plainReady = plainReady();
        double plainPeak = plainPeak();
        List<String> rows = new ArrayList<>();
        for (Contender contender : starts.keySet()) {
            List<RunningApi.Start> own = starts.get(contender);
            Spread ready = Spread.of(own.stream().mapToDouble(RunningApi.Start::ready));
            Spread peak = Spread.of(loads.get(contender).stream().mapToDouble(Load::perSecond));
            rows.add(String.format(Locale.ROOT,
                    "    {\"name\": \"%s\", \"starts\": %d, \"readySeconds\": %s, \"readyRatio\": %.3f, \"runSeconds\": %s,"
                            + " \"startCpuSeconds\": %s, \"rssMb\": %s, \"requestsPerSecond\": %s, \"throughputRatio\": %.3f,"
                            + " \"cpuMillisPerRequest\": %s}",
                    contender.name(), own.size(), ready.json(), ready.median() / plainReady,
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::run)).json(),
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::cpu)).json(),
                    Spread.of(own.stream().mapToDouble(RunningApi.Start::rssMb)).json(),
                    peak.json(), peak.median() / plainPeak,
                    Spread.of(loads.get(contender).stream().mapToDouble(Load::cpuMillis)).json()));
        }
        return "{\n  \"benchmark\": \"start\",\n  \"date\": \"" + Instant.now() + "\",\n  \"processors\": "
                + Runtime.getRuntime().availableProcessors() + ",\n  \"contenders\": [\n" + String.join(",\n", rows)
                + "\n  ]\n}\n";
    }
}
