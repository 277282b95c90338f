package com.piprio.upgrader.availability;

import com.piprio.upgrader.availability.Sample.Answer;
import com.piprio.upgrader.availability.Sample.Request;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the platform that never asks twice. Safe for use by several threads; each call blocks its own. */
final class Client implements Closeable {
    private static final int KEPT = 8;

    private final Endpoint endpoint;
    private final InetSocketAddress address;
    private final Duration patience;
    private final Deque<Connection> kept = new ArrayDeque<>();

    /** @param patience the most that one request may take */
    Client(Endpoint endpoint, Duration patience) {
        this.endpoint = endpoint;
        this.address = new InetSocketAddress(endpoint.host(), endpoint.port());
        this.patience = patience;
    }

    /**
     * Blocks until the request has ended one way or the other.
     *
     * @param due when it should have been sent, of {@link System#nanoTime}: its patience counts from there
     */
    Answer ask(Request request, long due) {
        long deadline = due + patience.toNanos();
        Connection connection = null;
        try {
            connection = request.kept() ? takeKept() : null;
            if (connection == null) {
                connection = Connection.open(address, deadline);
            }
            Connection.Response response = connection.get(request.path(), headers(request), deadline);
            Answer answer = judged(response);
            if (request.kept() && response.keepsOpen()) {
                keep(connection);
            } else {
                connection.close();
            }
            return answer;
        } catch (IOException e) {
            Answer answer = Answer.failed(reason(e, connection));
            if (connection != null) {
                connection.close();
            }
            return answer;
        }
    }

    private Map<String, String> headers(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", endpoint.host() + ":" + endpoint.port());
        headers.put("User-Agent", "piprio-upgrader");
        if (request.path().equals(Request.API)) {
            headers.put("Authorization", "Bearer " + endpoint.token().get());
        }
        if (!request.kept()) {
            headers.put("Connection", "close");
        }
        return headers;
    }

    private static Answer judged(Connection.Response response) {
        String status = "status " + response.status();
        if (response.status() / 100 == 2) {
            return new Answer(Answer.Kind.OK, status);
        }
        boolean announced = response.status() == 503
                && response.headers().containsKey("retry-after")
                && response.body().contains("Maintenance");
        return announced ? new Answer(Answer.Kind.MAINTENANCE, "maintenance") : Answer.failed(status);
    }

    private String reason(IOException e, @Nullable Connection connection) {
        if (e instanceof SocketTimeoutException) {
            return "no answer within " + patience.toSeconds() + " s";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return String.valueOf(e.getMessage()).startsWith("Connection refused")
                    ? "connection refused"
                    : "no connection";
        }
        if (e instanceof ProtocolException) {
            return "answer is no HTTP";
        }
        if (connection == null) {
            return "no connection";
        }
        return connection.begun() ? "connection lost within the answer" : "connection lost before the answer";
    }

    /** The one that lay idle longest; those that the server has closed meanwhile are no failure and are dropped. */
    private @Nullable Connection takeKept() {
        while (true) {
            Connection connection;
            synchronized (kept) {
                connection = kept.poll();
            }
            if (connection == null || connection.idle()) {
                return connection;
            }
            connection.close();
        }
    }

    private void keep(Connection connection) {
        synchronized (kept) {
            if (kept.size() < KEPT) {
                kept.add(connection);
                return;
            }
        }
        connection.close();
    }

    @Override
    public void close() {
        synchronized (kept) {
            kept.forEach(Connection::close);
            kept.clear();
        }
    }
}
