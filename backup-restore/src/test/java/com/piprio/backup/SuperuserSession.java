package com.piprio.backup;

/** A session of the superuser, which the role of the platform cannot end. */
final class SuperuserSession implements AutoCloseable {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private final String database;
    private final Thread thread;

    SuperuserSession(String database) {
        this.database = database;
        this.thread = new Thread(
                () -> {
                    try {
                        TestPlatform.instance().superuser(database, "SELECT pg_sleep(55)");
                    } catch (AssertionError ended) {
                        // The end of this test ends the session.
                        return;
                    }
                },
                "superuser");
        thread.start();
    }

    private String count() {
        return TestPlatform.instance()
                .superuser(
                        "postgres",
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'postgres' AND datname = '" + database
                                + "'");
    }

    void awaitConnected() {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (count().equals("0")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the superuser did not connect");
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        TestPlatform.instance()
                .superuser(
                        "postgres",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE usename = 'postgres' AND datname = '" + database + "'");
        thread.join(30_000);
    }
}
