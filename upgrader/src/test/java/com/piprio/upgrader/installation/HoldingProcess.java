package com.piprio.upgrader.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that takes the lock, says so, and keeps it until its input ends. */
final class HoldingProcess {
    private HoldingProcess() {}

    @SuppressWarnings("SystemOut") // how the test hears that the lock is held
    public static void main(String[] arguments) throws IOException {
        InstallationLock lock = InstallationLock.acquire(
                Path.of(arguments[0]), LockHolder.of("a run of another process", Instant.now()));
        System.out.println("held");
        while (System.in.read() >= 0) {
            continue;
        }
        lock.close();
    }
}
