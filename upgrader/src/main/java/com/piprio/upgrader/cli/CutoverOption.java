package com.piprio.upgrader.cli;

import com.piprio.release.InvalidReleaseException;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.CutoverWish;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What an operator may ask of the cut-over, the same for {@code plan} and {@code upgrade}. */
final class CutoverOption {
    @Option(
            names = "--cutover",
            paramLabel = "MODE",
            description = "side-by-side, hold or maintenance; without it the plan chooses and says why")
    Cutover.@Nullable Mode mode;

    @Option(
            names = "--hold-limit",
            defaultValue = "20s",
            description = "longest pause for which requests are held; beyond it clients get 503 (default 20s)")
    Duration holdLimit = CutoverWish.NONE.holdLimit();

    CutoverWish wish() {
        return new CutoverWish(mode, holdLimit);
    }

    static Cutover.Mode parse(String word) {
        try {
            return Cutover.Mode.of(word);
        } catch (InvalidReleaseException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
