package com.piprio.upgrader.installation;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that takes the lock, says so, and keeps it until its input ends. */
final class LockHolder {
    private LockHolder() {}

    @SuppressWarnings("SystemOut") // how the test hears that the lock is held
    public static void main(String[] arguments) throws IOException {
        InstallationLock lock = InstallationLock.acquire(Path.of(arguments[0]), "a run of another process");
        System.out.println("held");
        while (System.in.read() >= 0) {
            continue;
        }
        lock.close();
    }
}
