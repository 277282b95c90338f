package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;
import java.util.Locale;

/** Why an image could not be pulled, as far as an operator would do something else about it. */
final class PullFailure {
    /** The code of the registry protocol for it, in the form that the engine gives to codes. */
    private static final String TOO_MANY = "toomanyrequests";

    /** The same for a login that is missing or not enough; the last is what the engine says without credentials. */
    private static final List<String> NO_LOGIN = List.of(": unauthorized: ", ": denied: ", "no basic auth credentials");

    private PullFailure() {}

    static OperatorException of(String reference, ProcessResult result) {
        String words = result.stderr().toLowerCase(Locale.ROOT);
        if (words.contains(TOO_MANY) || words.contains("429 too many requests")) {
            return problem(
                    ErrorCode.REGISTRY_BUSY,
                    reference,
                    result,
                    "wait a while, or log in (docker login): registries allow more to those they know; then run the same"
                            + " again");
        }
        if (NO_LOGIN.stream().anyMatch(words::contains)) {
            return problem(
                    ErrorCode.REGISTRY_LOGIN,
                    reference,
                    result,
                    "log in as the user who runs this script: docker login " + reference.replaceFirst("/.*", "")
                            + "\nthen run the same again");
        }
        if (DiskFull.saidBy(words)) {
            return problem(
                    ErrorCode.DISK_FULL,
                    reference,
                    result,
                    "make room on the disk of the Docker engine (docker system df), then run the same again");
        }
        return problem(
                ErrorCode.PULL_FAILED,
                reference,
                result,
                "see that the registry answers and has this image (docker pull), then run the same again");
    }

    private static OperatorException problem(ErrorCode code, String reference, ProcessResult result, String remedy) {
        return OperatorException.of(code, "cannot pull " + reference)
                .found(result.summary())
                .remedy(remedy)
                .build();
    }
}
