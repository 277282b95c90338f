package com.piprio.upgrader.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The plain files in one folder of an image, held in memory: layers are laid one above the other, and what a later one
 * brings or takes away counts. Everything else in the image is passed over, and nothing of it reaches the disk.
 */
public final class ImageFiles {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTANDARD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,200}");
    /** Before the name of a file of an earlier layer, which is taken away by that. */
    private static final String WITHOUT = ".wh.";
    /** Instead of a name: everything that earlier layers brought into the folder. */
    private static final String WITHOUT_ALL = ".wh..wh..opq";

    /** @param layer the number of the layer that brought it */
    private record Content(int layer, byte[] bytes) {}

    private final String folder;
    private final Allowance allowance = new Allowance();
    /** By their whole names. */
    private final SortedMap<String, Content> files = new TreeMap<>();

    private int layer;

    /** @param folder at the top of the image, such as {@code release} */
    public ImageFiles(String folder) {
        this.folder = folder;
    }

    /**
     * Lays a layer above those before it.
     *
     * @param content the blob: tar, or tar and gzip
     * @throws MalformedImageException also for links, devices and strange names in the folder, for names that lead out of
     *     the image, and when it is too much
     */
    public void add(byte[] content) throws MalformedImageException {
        layer++;
        try (InputStream unpacked = unpacked(content)) {
            TarEntries entries = new TarEntries(unpacked, allowance);
            for (TarEntries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                add(entry, entries);
            }
        } catch (MalformedImageException e) {
            throw e;
        } catch (IOException e) {
            throw TarEntries.unreadable(e);
        }
    }

    /** By names below the folder. */
    public SortedMap<String, byte[]> content() {
        SortedMap<String, byte[]> content = new TreeMap<>();
        files.forEach((name, file) -> content.put(name.substring(folder.length() + 1), file.bytes()));
        return content;
    }

    private static InputStream unpacked(byte[] content) throws IOException {
        if (begins(content, ZSTANDARD)) {
            throw new MalformedImageException("has a layer that is packed with zstd, and only gzip is read here");
        }
        InputStream in = new ByteArrayInputStream(content);
        return begins(content, GZIP) ? new GZIPInputStream(in) : in;
    }

    private static boolean begins(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private void add(TarEntries.Entry entry, TarEntries entries) throws MalformedImageException {
        List<String> parts = parts(entry.name());
        if (parts.isEmpty()) {
            return;
        }
        String name = String.join("/", parts);
        String last = parts.get(parts.size() - 1);
        String parent = name.substring(0, name.length() - last.length());
        if (last.equals(WITHOUT_ALL)) {
            takeAway(parent.isEmpty() ? files : below(parent));
        } else if (last.startsWith(WITHOUT)) {
            String gone = parent + last.substring(WITHOUT.length());
            takeAway(files.subMap(gone, gone + "\0"));
            takeAway(below(gone + "/"));
        } else if (parts.get(0).equals(folder)) {
            place(entry, name, entries);
        }
    }

    /** None for the image's own root. */
    private static List<String> parts(String name) throws MalformedImageException {
        List<String> parts = new ArrayList<>(List.of(SLASH.split(name, -1)));
        if (parts.get(0).equals(".")) {
            parts.remove(0);
        }
        if (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw strange(name, "leads out of the image");
            }
        }
        return parts;
    }

    private void place(TarEntries.Entry entry, String name, TarEntries entries) throws MalformedImageException {
        if (!NAME.matcher(name).matches()) {
            throw strange(name, "has a name that no release has");
        }
        switch (entry.type()) {
            case '0', '\0' -> {
                if (name.equals(folder)) {
                    throw strange(name, "is no folder");
                }
                makeWayFor(name);
                below(name + "/").clear();
                files.put(name, new Content(layer, entries.content(entry)));
            }
            case '5' -> makeWayFor(name + "/");
            default -> throw strange(name, "is no plain file or folder");
        }
    }

    /** Where a file was is a folder now. */
    private void makeWayFor(String name) {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            files.remove(name.substring(0, slash));
        }
    }

    /** What this layer brings itself stays, whatever the order. */
    private void takeAway(SortedMap<String, Content> among) {
        among.values().removeIf(file -> file.layer() < layer);
    }

    /** @param beginning ends with a slash, which the digit 0 comes right after */
    private SortedMap<String, Content> below(String beginning) {
        return files.subMap(beginning, beginning.substring(0, beginning.length() - 1) + "0");
    }

    private static MalformedImageException strange(String name, String problem) {
        return new MalformedImageException("has " + PrintableName.of(name) + ", which " + problem);
    }
}
