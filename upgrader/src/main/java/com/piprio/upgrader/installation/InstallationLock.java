package com.piprio.upgrader.installation;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time on an installation. The operating system holds the lock, so it dies with the process and can never
 * be stale; the text in the file only says who holds it.
 */
public final class InstallationLock implements AutoCloseable {
    private static final String FILE = "lock";
    /** Written at once and always as long, so that who reads it meanwhile reads the old or the new. */
    private static final int RECORD = 512;

    private final FileChannel channel;
    private LockHolder holder;

    private InstallationLock(FileChannel channel, LockHolder holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the lock without waiting.
     *
     * @throws OperatorException {@link ErrorCode#LOCK_HELD} with the holder's own words when another process has it
     */
    public static InstallationLock acquire(Path state, LockHolder holder) {
        PrivateDirectory.create(state);
        Path file = state.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (tryLock(channel) == null) {
                String other = text(channel);
                channel.close();
                throw held(file, other);
            }
            InstallationLock lock = new InstallationLock(channel, holder);
            channel.truncate(RECORD);
            lock.write();
            return lock;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** The file says from now on that the holder is in this step. */
    public void enter(String step) {
        holder = holder.in(step);
        try {
            write();
        } catch (IOException e) {
            // A courtesy to whoever is refused meanwhile: it must not end the run.
        }
    }

    private void write() throws IOException {
        byte[] words = holder.json().toString().getBytes(StandardCharsets.UTF_8);
        byte[] record = Arrays.copyOf(words, RECORD);
        Arrays.fill(record, Math.min(words.length, RECORD - 1), RECORD, (byte) ' ');
        record[RECORD - 1] = '\n';
        channel.write(ByteBuffer.wrap(record), 0);
    }

    /**
     * Looks whether somebody works here now, without keeping the lock.
     *
     * @throws OperatorException {@link ErrorCode#LOCK_HELD} when another process has it
     */
    public static void requireFree(Path state) {
        holder(state).ifPresent(other -> {
            throw held(state.resolve(FILE), other);
        });
    }

    /** Who works here now, in the holder's own words; empty when nobody does. */
    public static Optional<String> holder(Path state) {
        Path file = state.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null ? Optional.of(text(channel)) : Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it already
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(RECORD);
        channel.read(buffer, 0);
        return LockHolder.inWords(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
    }

    private static OperatorException held(Path file, String other) {
        return OperatorException.of(ErrorCode.LOCK_HELD, "another run works on this installation")
                .expected("nobody holds " + file)
                .found(other.isBlank() ? "a run that has just begun" : other)
                .remedy("wait for it to end (scripts/status.sh shows what runs), then run the command again")
                .build();
    }

    private static OperatorException unusable(Path file, IOException cause) {
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the lock of the installation cannot be taken")
                .expected("a writable file " + file)
                .found(String.valueOf(cause.getMessage()))
                .remedy("run as the user that owns the installation")
                .cause(cause)
                .build();
    }

    /** Releases the lock. The file stays: removing it could let two runs lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
