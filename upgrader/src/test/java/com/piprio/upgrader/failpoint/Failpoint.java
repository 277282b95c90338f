package com.piprio.upgrader.failpoint;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Where a run fails on purpose, and how: {@code replace-api:during:kill}.
 *
 * @param step one of {@link #STEPS}
 * @param moment before its act, within it, or after it and before the journal knows
 * @param kind what happens there
 */
public record Failpoint(String step, Moment moment, Kind kind) {
    /** The steps of every list; a test holds them against the lists. */
    public static final Set<String> STEPS = Set.of(
            "acquire-lock",
            "resolve-release",
            "preflight",
            "create-backup",
            "pull-images",
            "record-version",
            "stop-scheduler",
            "replace-api",
            "replace-workers",
            "start-scheduler",
            "replace-web",
            "reload-proxy",
            "verify",
            "finish",
            "choose-way-back",
            "restore-bundle",
            "check-bundle",
            "start-services");
    /** These act on files only, and nothing sees them within. */
    private static final Set<String> WITHOUT_INSIDE =
            Set.of("acquire-lock", "resolve-release", "record-version", "finish");

    public enum Moment {
        BEFORE,
        DURING,
        AFTER
    }

    public enum Kind {
        KILL,
        ERROR,
        HANG
    }

    /** @throws OperatorException when the text is none */
    public static Failpoint parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 3 && STEPS.contains(parts[0])) {
                Failpoint failpoint =
                        new Failpoint(parts[0], Moment.valueOf(upper(parts[1])), Kind.valueOf(upper(parts[2])));
                if (failpoint.moment != Moment.DURING || !WITHOUT_INSIDE.contains(failpoint.step)) {
                    return failpoint;
                }
            }
        } catch (IllegalArgumentException e) {
            // refused below, with the same words
        }
        throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "UPGRADER_FAILPOINT is not understood")
                .expected("<step>:<before|during|after>:<kill|error|hang>, with one of "
                        + String.join(" ", STEPS.stream().sorted().toList()) + "; no during for "
                        + String.join(" ", WITHOUT_INSIDE.stream().sorted().toList()))
                .found(text)
                .remedy("correct it, or unset it")
                .build();
    }

    private static String upper(String word) {
        // Only as it is documented: BEFORE would be taken otherwise.
        return word.equals(word.toLowerCase(Locale.ROOT)) ? word.toUpperCase(Locale.ROOT) : word + "?";
    }

    /** Kill and hang do not return. */
    public void strike() {
        switch (kind) {
            case KILL -> Runtime.getRuntime().halt(137);
            case HANG -> hang();
            case ERROR ->
                throw OperatorException.of(ErrorCode.COMMAND_FAILED, "failpoint " + this)
                        .remedy("none, it is a test")
                        .build();
        }
    }

    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                continue; // it hangs
            }
        }
    }

    @Override
    public String toString() {
        return step + ":" + moment.name().toLowerCase(Locale.ROOT) + ":"
                + kind.name().toLowerCase(Locale.ROOT);
    }
}
