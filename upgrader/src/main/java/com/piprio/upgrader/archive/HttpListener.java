package com.piprio.upgrader.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers GET and HEAD on a port of 127.0.0.1, one request a connection.
 *
 * <p>Not the server of the JDK, because Docker tries TLS first on every port: that one waits for a line which never comes, and
 * Docker for ten seconds. Here a connection that does not begin like a request is closed at its first byte.
 */
final class HttpListener implements AutoCloseable {
    /** For a request to come, and for a client to take the next part of a body. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int LONGEST_REQUEST = 16 << 10;
    private static final int BUFFER = 64 << 10;
    private static final String END = "\r\n\r\n";
    private static final Pattern REQUEST = Pattern.compile("([A-Z]{1,10}) (/[!-~]*) HTTP/1\\.[01]\r\n(?s:.*)");

    private final ServerSocket socket;
    private final Function<String, Answer> routes;
    private final ExecutorService threads = Executors.newCachedThreadPool(act -> {
        Thread thread = new Thread(act, "archive");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins to listen on a free port.
     *
     * @param routes from the path of a request to its answer
     */
    HttpListener(Function<String, Answer> routes) throws IOException {
        this.routes = routes;
        this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // Closed meanwhile, or a client that went away before it was accepted.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = new BufferedOutputStream(connection.getOutputStream(), BUFFER)) {
            connection.setSoTimeout((int) LIMIT.toMillis());
            String request = read(in);
            if (request.isEmpty()) {
                return;
            }
            Matcher parts = REQUEST.matcher(request);
            if (!parts.matches()) {
                send(out, Answer.of(400), false);
            } else if (parts.group(1).equals("GET")) {
                send(out, routes.apply(parts.group(2)), true);
            } else if (parts.group(1).equals("HEAD")) {
                send(out, routes.apply(parts.group(2)), false);
            } else {
                send(out, Answer.of(405), false);
            }
        } catch (IOException e) {
            // The client went away; it asks again when it still wants something.
        }
    }

    /** Up to the end of the headers; empty for what is no request. */
    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.length() < LONGEST_REQUEST) {
            int next = in.read();
            if (next < 0 || (request.length() == 0 && (next < 'A' || next > 'Z'))) {
                return "";
            }
            request.append((char) next);
            if (next == '\n' && request.indexOf(END, request.length() - END.length()) >= 0) {
                return request.toString();
            }
        }
        return "";
    }

    private static void send(OutputStream out, Answer answer, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " -\r\nConnection: close\r\n");
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        head.append("Content-Length: ").append(answer.length()).append(END);
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        try (InputStream body = answer.body()) {
            if (withBody) {
                body.transferTo(out);
            }
        }
        out.flush();
    }

    /** Answers that are under way are broken off. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It listens no more in any case.
        }
        threads.shutdownNow();
    }
}
