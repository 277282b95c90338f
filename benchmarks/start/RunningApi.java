import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An API that is ready, by its port and its process on this host, and what its start took. */
record RunningApi(int port, long pid, Start start) {

    /** Seconds until ready, from the start of the process and from {@code docker run}; processor time; memory. */
    record Start(double ready, double run, double cpu, double rssMb) {}

    double cpuSeconds() throws IOException {
        return cpuSeconds(pid);
    }

    /** Processor time of a process so far: it tells variants apart even on a machine that has other things to do. */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    /** Megabytes of memory that a process holds. */
    static double residentMb(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
