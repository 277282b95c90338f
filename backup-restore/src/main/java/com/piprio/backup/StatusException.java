package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An answer of an object store other than success. */
final class StatusException extends IOException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 4000;
    private static final Pattern REASON = Pattern.compile("<(Code|Message)>([^<]*)<");

    private final int status;
    private final String reason;

    private StatusException(int status, String reason) {
        super("HTTP " + status + (reason.isEmpty() ? "" : ": " + reason));
        this.status = status;
        this.reason = reason;
    }

    static void requireSuccess(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            InputStream error = connection.getErrorStream();
            throw new StatusException(status, error == null ? "" : reason(error));
        }
    }

    /** Code and message as S3 servers send them; all is read, so that the connection can be used again. */
    private static String reason(InputStream error) throws IOException {
        try (error) {
            String text = new String(error.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
            error.transferTo(OutputStream.nullOutputStream());
            return REASON.matcher(text)
                    .results()
                    .map(match -> Damage.printable(match.group(2)))
                    .collect(Collectors.joining(", "));
        }
    }

    int status() {
        return status;
    }

    boolean notFound() {
        return status == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** Whether the server may answer otherwise when it is asked again. */
    boolean passing() {
        return status >= 500 || status == 429;
    }

    /** Whether the server gave that code of the protocol. */
    boolean says(String code) {
        return reason.startsWith(code);
    }
}
