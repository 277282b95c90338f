package com.piprio.upgrader.cli;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.run.ExitCode;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An upgrade over stops: hop by hop, each a complete upgrade of its own, until one fails. Its exit code is that of the
 * hop that was begun last.
 *
 * @param console where to speak
 * @param path the way
 * @param option what commands are to be told besides, so that they meet the same releases
 * @param upgrade runs one hop and gives its exit code; throws when it refuses to begin
 */
record Walk(Console console, ResolvedPath path, String option, ToIntFunction<FetchedRelease> upgrade) {

    int go() {
        path.lines().forEach(console::line);
        List<ReleaseVersion> versions = path.versions();
        ReleaseVersion here = path.source();
        for (int i = 0; i < versions.size(); i++) {
            String hop = "hop " + (i + 1) + " of " + versions.size() + ", " + here + " -> " + versions.get(i);
            console.line("");
            console.line("Now " + hop);
            int exitCode = run(path.hops().get(i), here);
            if (exitCode != ExitCode.OK.code()) {
                tellEnd(hop, here, exitCode);
                return exitCode;
            }
            here = versions.get(i);
        }
        return ExitCode.OK.code();
    }

    private int run(FetchedRelease hop, ReleaseVersion here) {
        try {
            return upgrade.applyAsInt(hop);
        } catch (OperatorException e) {
            console.error(ErrorBlock.of(e, List.of("this hop changed nothing; release " + here + " runs"), List.of()));
            return Main.exitCode(e.code()).code();
        }
    }

    private void tellEnd(String hop, ReleaseVersion here, int exitCode) {
        String onwards = "scripts/upgrade.sh " + path.goal().release().version() + " --through-stops" + option;
        boolean onSource = exitCode == ExitCode.UNCHANGED.code() || exitCode == ExitCode.ROLLED_BACK.code();
        console.error("");
        console.error("The way ended in " + hop + " (exit code " + exitCode + ")");
        console.error(
                onSource ? "  now       release " + here + " runs" : "  now       see above, and scripts/status.sh");
        console.error(
                "  do        " + (onSource ? "once the cause is mended: " : "what is said above; then: ") + onwards);
    }
}
