package com.piprio.upgrader.check;

import com.piprio.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A part of the table of {@link ResolutionTest}: rules at installations, with what they come to. */
final class ResolutionRows {
    static final String OVERRIDE = "docker-compose.override.yml";

    /**
     * One rule at one installation.
     *
     * @param says what is in its words or lines
     */
    record Row(String rule, Release newer, UnaryOperator<Checked> installation, Resolution expected, String says) {
        @Override
        public String toString() {
            return rule + " " + expected.word() + " " + says;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void row(String rule, Release newer, Resolution expected, String says) {
        row(rule, newer, as -> as, expected, says);
    }

    void row(String rule, Release newer, UnaryOperator<Checked> installation, Resolution expected, String says) {
        rows.add(new Row(rule, newer, installation, expected, says));
    }

    Stream<Row> stream() {
        return rows.stream();
    }

    /** The installation with that override. */
    static UnaryOperator<Checked> override(String text) {
        return as -> as.write(OVERRIDE, text);
    }
}
