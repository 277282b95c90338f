package com.piprio.e2e.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sends requests to one address on 127.0.0.1, each at most once, on fresh or on kept connections, with a time limit. */
final class Client implements AutoCloseable {

    private static final String HERE = "127.0.0.1";
    private static final int MOST_IDLE = 32;
    /** Small, so that a slow reader is felt by the server instead of being hidden by the kernel. */
    private static final int THIN_LINE = 64 * 1024;

    private final InetSocketAddress address;
    private final String token;
    // The one that was idle longest is used next, so that each is idle for a moment, as users' connections are.
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor limits = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "traffic limits");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    Client(String address, String token) {
        URI uri = URI.create(address);
        if (!"http".equals(uri.getScheme()) || !HERE.equals(uri.getHost()) || uri.getPort() < 1) {
            throw new IllegalArgumentException("load goes to 127.0.0.1 only, not to " + address);
        }
        try {
            this.address = new InetSocketAddress(InetAddress.getByName(HERE), uri.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
        this.token = token;
        limits.setRemoveOnCancelPolicy(true);
    }

    /** How a request goes out. */
    enum Way {
        /** A connection of its own, closed afterwards. */
        FRESH,
        /** One that other requests used before and will use again. */
        KEPT,
        /** A connection of its own that takes no more than the reader does. */
        THIN
    }

    /**
     * Sends the request once and waits for the whole answer.
     *
     * @throws IOException when there was none within the limit; the message is the reason
     */
    Answer exchange(Request request, Way way, Duration limit, BodyReader reader) throws IOException {
        Connection kept = way == Way.KEPT ? takeIdle() : null;
        Connection connection = kept == null ? new Connection(address) : kept;
        if (way == Way.THIN) {
            connection.receiveAhead(THIN_LINE);
        }
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = limits.schedule(
                () -> {
                    late.set(true);
                    connection.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        boolean done = false;
        try {
            Answer answer =
                    connection.exchange(request.with("Authorization", "Bearer " + token), way != Way.KEPT, reader);
            done = true;
            return answer;
        } catch (IOException e) {
            throw late.get() ? new IOException("no answer within " + limit.toMillis() + " ms", e) : e;
        } finally {
            // When the limit comes first, the connection is closed already and keeping it would be wrong.
            if (end.cancel(false) && done && way == Way.KEPT) {
                keep(connection);
            } else {
                connection.close();
            }
        }
    }

    private @Nullable Connection takeIdle() {
        while (true) {
            Connection connection;
            synchronized (idle) {
                connection = idle.pollFirst();
            }
            if (connection == null || connection.usable()) {
                return connection;
            }
            connection.close();
        }
    }

    private void keep(Connection connection) {
        synchronized (idle) {
            if (!closed && connection.usable() && idle.size() < MOST_IDLE) {
                idle.addLast(connection);
                return;
            }
        }
        connection.close();
    }

    @Override
    public void close() {
        limits.shutdownNow();
        synchronized (idle) {
            closed = true;
            idle.forEach(Connection::close);
            idle.clear();
        }
    }
}
