package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.DetachedSignature;
import com.piprio.signing.MalformedSignatureException;
import com.piprio.signing.Sha256;
import com.piprio.upgrader.image.PrintableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a release image carries, in a folder: {@code manifest.sha256} names every other file with its hash, as {@code
 * sha256sum} writes it, and {@code manifest.sig} says who signed that.
 */
final class SignedFiles {
    static final String MANIFEST = "manifest.sha256";
    static final String SIGNATURE = "manifest.sig";
    private static final long LARGEST = 16 << 20;
    private static final int MOST = 10_000;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9._/-]+)");

    private final Path folder;

    private SignedFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Proves that a publisher who is trusted signed just these files; until then none of them is read for what it says.
     *
     * @throws OperatorException {@code RELEASE_UNTRUSTED} without a signature of somebody who is trusted, {@code
     *     RELEASE_ALTERED} when the files are not those that were signed
     */
    static void verify(Path folder, ReleaseKeys keys) throws IOException {
        new SignedFiles(folder).verify(keys);
    }

    private void verify(ReleaseKeys keys) throws IOException {
        SortedMap<String, Path> present = present();
        DetachedSignature signature = signature(present);
        keys.require(signature.signer());
        byte[] manifest = content(present, MANIFEST)
                .filter(signature::fits)
                .orElseThrow(() -> altered(MANIFEST, "is not what was signed"));
        present.remove(MANIFEST);
        present.remove(SIGNATURE);
        SortedMap<String, String> signed = parse(new String(manifest, StandardCharsets.UTF_8));
        for (String name : signed.keySet()) {
            if (!present.containsKey(name)) {
                throw altered(name, "is missing");
            }
        }
        for (Map.Entry<String, Path> file : present.entrySet()) {
            String hash = signed.get(file.getKey());
            if (hash == null) {
                throw altered(file.getKey(), "was added");
            }
            if (!hash.equals(Sha256.of(file.getValue(), read -> {}))) {
                throw altered(file.getKey(), "was changed");
            }
        }
    }

    /** Every file by its name in the folder; a link is followed by nobody. */
    private SortedMap<String, Path> present() throws IOException {
        SortedMap<String, Path> present = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isDirectory()) {
                    String name = folder.relativize(path).toString();
                    if (!attributes.isRegularFile() || attributes.size() > LARGEST || present.size() == MOST) {
                        throw altered(name, "is no plain file, too large or one too many");
                    }
                    present.put(name, path);
                }
            }
        }
        return present;
    }

    private DetachedSignature signature(SortedMap<String, Path> present) throws IOException {
        byte[] file = content(present, SIGNATURE).orElseThrow(() -> unsigned("no " + SIGNATURE, null));
        try {
            return DetachedSignature.read(file);
        } catch (MalformedSignatureException e) {
            throw unsigned(SIGNATURE + " " + e.why(), e);
        }
    }

    private static Optional<byte[]> content(SortedMap<String, Path> present, String name) throws IOException {
        Path file = present.get(name);
        return file == null ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    }

    private static SortedMap<String, String> parse(String manifest) {
        SortedMap<String, String> signed = new TreeMap<>();
        for (String line : manifest.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || signed.put(parts.group(2), parts.group(1)) != null) {
                throw altered(MANIFEST, "has a line that is none of its form");
            }
        }
        return signed;
    }

    private static OperatorException unsigned(String found, @Nullable Exception cause) {
        return OperatorException.of(ErrorCode.RELEASE_UNTRUSTED, "the release is not signed")
                .expected("a signature of a publisher whose key is in " + ReleaseKeys.FOLDER)
                .found(found)
                .remedy("do not use this release; ask its publisher, or see who else can write to the registry")
                .cause(cause)
                .build();
    }

    private static OperatorException altered(String name, String problem) {
        return OperatorException.of(ErrorCode.RELEASE_ALTERED, "the release is not what its publisher signed")
                .expected("the files that " + MANIFEST + " names, as they were signed")
                .found(PrintableName.of(name) + " " + problem)
                .remedy("do not use it; find out who changed it in the registry, and ask the publisher for the release")
                .build();
    }
}
