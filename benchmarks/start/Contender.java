import java.util.ArrayList;
import java.util.List;

/** What is started: an image as it is, or with its own command line. */
record Contender(String name, String image, List<String> java) {

    private static final String APPLICATION = "/opt/piprio/app/";

    /** Those that always compete; the first is what the others are compared with. */
    static List<Contender> defaults() {
        return List.of(
                new Contender("plain fast-jar", "piprio-bench/api:plain", List.of()),
                new Contender("image", "piprio-build/api:dev", List.of()),
                ours("cache, Java's defaults", true, "-Xmx256m"),
                ours("cache, C1 only", true, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"),
                ours("image without cache", false, "@" + APPLICATION + "java.options"));
    }

    /** Our image with other options for Java. */
    static Contender ours(String name, boolean cache, String... options) {
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
}
