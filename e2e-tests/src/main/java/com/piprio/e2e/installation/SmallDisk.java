package com.piprio.e2e.installation;

import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A small file system of its own over a folder, which keeps what was in the folder. It lies in a file (a loop mount), so it
 * takes no room until it is written to, and needs root.
 */
public final class SmallDisk implements AutoCloseable {

    private static final String FILLER = "filler";
    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /** Why there can be none here; empty when there can. */
    public static String missing() {
        try {
            if (run("losetup", "--find").exitCode() != 0) {
                return "no loop device is free, or only root may use it (losetup --find)";
            }
            return run("mkfs.ext4", "-V").exitCode() == 0 ? "" : "mkfs.ext4 does not run";
        } catch (UncheckedIOException e) {
            return "losetup or mkfs.ext4 is missing";
        }
    }

    /**
     * Puts one over a folder that nobody uses now.
     *
     * @param image where its file goes; removed again by {@link #close}
     */
    public static SmallDisk over(Path folder, Path image, int megabytes) {
        Path aside = image.resolveSibling(image.getFileName() + ".mount");
        demand("truncate", "--size=" + megabytes + "M", image.toString());
        demand("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        demand("mkdir", "-p", aside.toString());
        demand("mount", "-o", "loop", image.toString(), aside.toString());
        try {
            demand("cp", "--archive", folder + "/.", aside.toString());
        } finally {
            demand("umount", aside.toString());
        }
        demand("rmdir", aside.toString());
        demand("mount", "-o", "loop", image.toString(), folder.toString());
        return new SmallDisk(folder, image);
    }

    /** Takes all the room that is left, within some milliseconds. */
    public void fill() {
        Path filler = folder.resolve(FILLER);
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            // Reserves blocks without writing them; what it could not get in one piece follows block by block.
            run("fallocate", "--length", Long.toString(Math.max(BLOCK, free - (1 << 20))), filler.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            return;
        }
    }

    /** Gives the room back that {@link #fill} took. */
    public void makeRoom() {
        try {
            Files.deleteIfExists(folder.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody may use the folder any more; it is as empty as its disk took it to be, or as it was before. */
    @Override
    public void close() {
        demand("umount", folder.toString());
        demand("rm", "-f", image.toString());
    }

    private static void demand(String... argv) {
        run(argv).expectExit(0);
    }

    private static Run run(String... argv) {
        return Processes.run(CommandLine.of(List.of(argv)));
    }
}
