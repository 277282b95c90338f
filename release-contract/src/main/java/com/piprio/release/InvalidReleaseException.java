package com.piprio.release;

import java.util.List;

/** A version or a {@code release.yaml} is not valid; names every problem, with what is expected. */
public final class InvalidReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    public InvalidReleaseException(String problem) {
        this(List.of(problem));
    }

    public InvalidReleaseException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
