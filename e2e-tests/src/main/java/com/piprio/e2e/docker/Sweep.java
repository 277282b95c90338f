package com.piprio.e2e.docker;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and removes what suites left behind. Everything that a suite makes carries the id of its process in a name or
 * label, so a suite that was killed is swept by the next one, and one that still runs is left alone.
 */
public final class Sweep {

    static final String OWNER_LABEL = "com.piprio.e2e.owner";
    static final String ADDRESS_LABEL = "com.piprio.e2e.registry";

    private static final Pattern PROJECT = Pattern.compile("piprio-e2e-(\\d+)-\\d+");
    private static final String PROJECT_LABEL = "{{.Label \"com.docker.compose.project\"}}";
    private static final AtomicInteger PROJECTS = new AtomicInteger();

    private Sweep() {}

    /** A name for a Compose project that no other suite uses. */
    public static String newProject() {
        return "piprio-e2e-" + own() + "-" + PROJECTS.incrementAndGet();
    }

    static long own() {
        return ProcessHandle.current().pid();
    }

    /** Removes what suites left that run no more. */
    public static void leftovers() {
        sweep(false);
    }

    /** Removes that, and what this suite made. */
    public static void everything() {
        sweep(true);
    }

    private static void sweep(boolean ownToo) {
        for (String kind : List.of("ps -a", "volume ls", "network ls")) {
            List<String> arguments = new java.util.ArrayList<>(List.of(kind.split(" ")));
            arguments.addAll(List.of("--filter", "label=com.docker.compose.project", "--format", PROJECT_LABEL));
            for (String project : Engine.lines(Engine.docker(arguments.toArray(String[]::new)))) {
                if (abandoned(project, ownToo)) {
                    Engine.removeProject(project);
                }
            }
        }
        String format = "{{.ID}} {{.Label \"" + OWNER_LABEL + "\"}} {{.Label \"" + ADDRESS_LABEL + "\"}}";
        for (String line :
                Engine.lines(Engine.docker("ps", "-a", "--filter", "label=" + OWNER_LABEL, "--format", format))) {
            String[] fields = line.split(" ", -1);
            if (gone(Long.parseLong(fields[1]), ownToo)) {
                Engine.remove(List.of("rm", "-f", "-v"), List.of(fields[0]));
                Engine.forgetImages(fields[2] + "/*/*");
            }
        }
    }

    static boolean abandoned(String project, boolean ownToo) {
        Matcher matcher = PROJECT.matcher(project);
        return matcher.matches() && gone(Long.parseLong(matcher.group(1)), ownToo);
    }

    private static boolean gone(long owner, boolean ownToo) {
        return owner == own() ? ownToo : ProcessHandle.of(owner).isEmpty();
    }
}
