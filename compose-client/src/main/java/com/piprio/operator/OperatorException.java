package com.piprio.operator;

import org.jspecify.annotations.Nullable;

/**
 * A failure that an operator can mend: it says what is wrong, and always what to do about it.
 *
 * <p>Anything that an operator cannot mend is a bug and travels as another exception. No part of it may hold a secret.
 */
public final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final @Nullable String expected;
    private final @Nullable String found;
    private final String remedy;

    public OperatorException(
            ErrorCode code,
            String problem,
            @Nullable String expected,
            @Nullable String found,
            String remedy,
            @Nullable Throwable cause) {
        super(code.code() + " " + problem, cause);
        this.code = code;
        this.problem = problem;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    /** Starts a new exception; {@link Builder#remedy} must follow. */
    public static Builder of(ErrorCode code, String problem) {
        return new Builder(code, problem);
    }

    public ErrorCode code() {
        return code;
    }

    /** What is wrong, in one line. */
    public String problem() {
        return problem;
    }

    public @Nullable String expected() {
        return expected;
    }

    /** What is there instead; may have several lines, such as the end of what a command wrote. */
    public @Nullable String found() {
        return found;
    }

    /** What the operator does now. */
    public String remedy() {
        return remedy;
    }

    /** Names the parts of an exception at the place where it is thrown. */
    public static final class Builder {
        private final ErrorCode code;
        private final String problem;
        private @Nullable String expected;
        private @Nullable String found;
        private @Nullable String remedy;
        private @Nullable Throwable cause;

        private Builder(ErrorCode code, String problem) {
            this.code = code;
            this.problem = problem;
        }

        public Builder expected(@Nullable String text) {
            this.expected = text;
            return this;
        }

        public Builder found(@Nullable String text) {
            this.found = text;
            return this;
        }

        public Builder remedy(String text) {
            this.remedy = text;
            return this;
        }

        public Builder cause(@Nullable Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        /**
         * Makes the exception.
         *
         * @throws IllegalStateException without a remedy: an error that says nothing about it is no help
         */
        public OperatorException build() {
            if (remedy == null) {
                throw new IllegalStateException(code + " needs a remedy: " + problem);
            }
            return new OperatorException(code, problem, expected, found, remedy, cause);
        }
    }
}
