package com.piprio.upgrader.check;

import com.piprio.release.Api.DeprecatedOperation;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deprecated operation of the running API that somebody here has to think of: a release of the path does not have it
 * any more, its sunset is near, or clients still call it.
 *
 * @param operation method and path
 * @param sunset the day from which on it may be gone
 * @param goneWith the first release of the path that does not have it; null when all have it
 * @param successor method and path of what replaces it, or null
 * @param calls of all deprecated operations, or why they are not known
 */
public record EndingOperation(
        String operation,
        LocalDate sunset,
        @Nullable ReleaseVersion goneWith,
        @Nullable String successor,
        DeprecatedCalls calls) {
    /** Half of the notice that every operation gets, docs/compatibility-policy.md. */
    private static final int NEAR_DAYS = 90;

    /** How often it was called; empty where that is not known. */
    public Optional<Calls> use() {
        return calls.of(operation);
    }

    /** Its calls in words, or why they are not known. */
    public String useInWords() {
        return calls.inWords(operation);
    }

    /** The header {@code Link} of its answers; empty where the successor is no plain address. */
    public Optional<String> link() {
        // A template is no address of anything.
        return Optional.ofNullable(successor)
                .filter(name -> name.matches("[A-Z]+ /[^\\s{]*"))
                .map(name -> "<" + name.substring(name.indexOf('/')) + ">; rel=\"successor-version\"");
    }

    /** Whether somebody could ask a release how often what it deprecates is called. */
    static boolean deprecatesAny(Release running) {
        return !deprecated(running).isEmpty();
    }

    private static List<DeprecatedOperation> deprecated(Release release) {
        OperatorContract contract = release.contract();
        return contract == null ? List.of() : contract.api().deprecated();
    }

    /** Those of the release that runs, in its order. */
    static List<EndingOperation> of(Release running, CheckedPath path, DeprecatedCalls calls, LocalDate today) {
        List<EndingOperation> ending = new ArrayList<>();
        for (DeprecatedOperation notice : deprecated(running)) {
            EndingOperation operation = new EndingOperation(
                    notice.operation(), notice.sunset(), goneWith(notice, path), successor(notice, path), calls);
            if (operation.concerns(today)) {
                ending.add(operation);
            }
        }
        return ending;
    }

    /** As the newest release says that still has something to say about it. */
    private static @Nullable String successor(DeprecatedOperation notice, CheckedPath path) {
        String newest = notice.replacedBy();
        for (Release release : path.hops()) {
            for (DeprecatedOperation later : deprecated(release)) {
                if (later.operation().equals(notice.operation()) && later.replacedBy() != null) {
                    newest = later.replacedBy();
                }
            }
        }
        return newest;
    }

    private static @Nullable ReleaseVersion goneWith(DeprecatedOperation notice, CheckedPath path) {
        return path.hops().stream()
                .filter(release -> path.api(release)
                        .filter(api -> !api.serves(notice.operation()))
                        .isPresent())
                .map(Release::version)
                .findFirst()
                .orElse(null);
    }

    private boolean concerns(LocalDate today) {
        return goneWith != null
                || !sunset.isAfter(today.plusDays(NEAR_DAYS))
                || use().filter(calls -> calls.count() > 0).isPresent();
    }
}
