package com.piprio.backup;

import com.piprio.operator.OperatorException;

/** A client that connects again and again, as a connection pool does. */
final class Reconnecting implements AutoCloseable {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private final TestInstallation installation;
    private final Thread thread;
    private volatile boolean stop;
    private volatile String documents = "";

    Reconnecting(TestInstallation installation) {
        this.installation = installation;
        this.thread = new Thread(this::connect, "reconnecting");
        thread.start();
    }

    private void connect() {
        while (!stop) {
            try {
                documents = installation.value("SELECT count(*) FROM documents");
            } catch (OperatorException refused) {
                documents = "";
            }
        }
    }

    void awaitDocuments(String count) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!documents.equals(count)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the client sees '" + documents + "' documents");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop = true;
        thread.join(30_000);
    }
}
