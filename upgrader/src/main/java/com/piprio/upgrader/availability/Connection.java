package com.piprio.upgrader.availability;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 connection, for GET alone and one request at a time. Written here because the client of the JDK quietly
 * sends a GET again when a kept connection breaks, which is just what should be seen.
 */
final class Connection implements Closeable {
    /** Nobody asks for more than the start of a body. */
    private static final int BODY_KEPT = 4096;

    private static final int LINE_LIMIT = 16_384;

    private final Socket socket;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private long deadline;
    private boolean begun;

    private Connection(Socket socket) {
        this.socket = socket;
    }

    /**
     * What was answered.
     *
     * @param status HTTP status
     * @param headers with names in lower case
     * @param body its first 4 KiB
     * @param keepsOpen another request may follow on the connection
     */
    record Response(int status, Map<String, String> headers, String body, boolean keepsOpen) {}

    /** @param deadline of {@link System#nanoTime}; passing it is a {@link SocketTimeoutException} here and below */
    static Connection open(InetSocketAddress address, long deadline) throws IOException {
        Connection connection = new Connection(new Socket());
        try {
            connection.deadline = deadline;
            connection.socket.setTcpNoDelay(true);
            connection.socket.connect(address, connection.millisLeft());
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** False when the server closed the connection since the last answer, or said something unasked. */
    boolean idle() {
        try {
            socket.setSoTimeout(1);
            // Only silence is good: neither the end of the stream nor a byte that nobody asked for.
            next();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** True once the server had begun to answer the current request. */
    boolean begun() {
        return begun;
    }

    /** Sends one request, once, and reads its whole answer. */
    Response get(String path, Map<String, String> headers, long until) throws IOException {
        deadline = until;
        begun = false;
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new ProtocolException("no HTTP");
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, String> answered = headers();
        boolean delimited = answered.containsKey("content-length") || chunked(answered) || bodiless(status);
        String body = bodiless(status) ? "" : body(answered);
        boolean keepsOpen =
                delimited && statusLine.startsWith("HTTP/1.1") && !"close".equalsIgnoreCase(answered.get("connection"));
        return new Response(status, answered, body, keepsOpen);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            length += line.length();
            if (colon < 1 || length > LINE_LIMIT) {
                throw new ProtocolException("no header: " + colon);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static boolean bodiless(int status) {
        return status < 200 || status == 204 || status == 304;
    }

    private static boolean chunked(Map<String, String> headers) {
        return "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
    }

    private String body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        if (chunked(headers)) {
            long size;
            do {
                size = number(line().replaceFirst(";.*", "").strip(), 16);
                read(size, kept);
                line();
            } while (size > 0);
        } else if (headers.containsKey("content-length")) {
            read(number(headers.get("content-length"), 10), kept);
        } else {
            readToTheEnd(kept);
        }
        return kept.toString(StandardCharsets.UTF_8);
    }

    private void readToTheEnd(ByteArrayOutputStream kept) throws IOException {
        try {
            while (true) {
                keep(required(), kept);
            }
        } catch (EOFException e) {
            // so the server marks the end of a body without a length
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("no length");
        }
    }

    private void read(long bytes, ByteArrayOutputStream kept) throws IOException {
        for (long i = 0; i < bytes; i++) {
            keep(required(), kept);
        }
    }

    private static void keep(int octet, ByteArrayOutputStream kept) {
        if (kept.size() < BODY_KEPT) {
            kept.write(octet);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = required(); next != '\n'; next = required()) {
            if (line.length() > LINE_LIMIT) {
                throw new ProtocolException("a line without end");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private int required() throws IOException {
        if (position == limit) {
            socket.setSoTimeout(millisLeft());
        }
        int next = next();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private int next() throws IOException {
        if (position == limit) {
            // Emptied before the read, which may throw and leave the connection usable.
            position = 0;
            limit = 0;
            limit = Math.max(0, socket.getInputStream().read(buffer));
            if (limit == 0) {
                return -1;
            }
            begun = true;
        }
        return buffer[position++] & 0xff;
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left < 1) {
            throw new SocketTimeoutException();
        }
        return (int) left;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing was asked of it any more
        }
    }
}
