import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Decrypts an encrypted bundle without the upgrader, by what encryption.md says of its format:
 * {@code java -cp bcprov-jdk18on.jar OpenBundle.java BUNDLE PASSPHRASE-FILE NEW-DIRECTORY}.
 */
final class OpenBundle {
    private static final int SEGMENT = 64 << 10;
    private static final int HEADER = 40;
    private static final int TAG = 16;

    private OpenBundle() {}

    public static void main(String[] arguments) throws Exception {
        Path bundle = Path.of(arguments[0]);
        Path opened = Path.of(arguments[2]);
        String manifest = Files.readString(bundle.resolve("manifest.json"));
        byte[] key = key(Files.readString(bundle.resolve("encryption.json")), Files.readString(Path.of(arguments[1])));
        String name = "piprio bundle 3 " + text(manifest, "bundle") + " ";
        for (Matcher path = Pattern.compile("\"path\" : \"([^\"]+)\"").matcher(manifest); path.find(); ) {
            if (!path.group(1).equals("encryption.json")) {
                decrypt(key, name + path.group(1), bundle.resolve(path.group(1)), opened.resolve(path.group(1)));
            }
        }
        for (Path blob : blobs(bundle.resolve("objects"))) {
            decrypt(key, "piprio bundle 3 blob", blob, opened.resolve(bundle.relativize(blob)));
        }
    }

    private static List<Path> blobs(Path objects) throws IOException {
        try (Stream<Path> files = Files.walk(objects, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).toList();
        }
    }

    private static String text(String json, String field) {
        Matcher value = Pattern.compile("\"" + field + "\" : \"?([^\",\\s]+)").matcher(json);
        if (!value.find()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.group(1);
    }

    private static byte[] bytes(String json, String field) {
        return Base64.getDecoder().decode(text(json, field));
    }

    private static int number(String json, String field) {
        return Integer.parseInt(text(json, field));
    }

    private static byte[] key(String header, String passphrase) throws GeneralSecurityException {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(number(header, "memoryKib"))
                .withIterations(number(header, "iterations"))
                .withParallelism(number(header, "parallelism"))
                .withSalt(bytes(header, "salt"))
                .build());
        byte[] wrapping = new byte[32];
        argon.generateBytes(passphrase.stripTrailing().getBytes(StandardCharsets.UTF_8), wrapping);
        Cipher cipher = gcm(wrapping, bytes(header, "nonce"));
        cipher.updateAAD("piprio bundle key 1".getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(bytes(header, "wrappedKey"));
    }

    private static Cipher gcm(byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        return cipher;
    }

    private static void decrypt(byte[] key, String boundTo, Path from, Path to)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(to.getParent());
        try (DataInputStream in = new DataInputStream(Files.newInputStream(from));
                OutputStream out = Files.newOutputStream(to)) {
            if (in.readByte() != HEADER) {
                throw new IOException(from + " has another header");
            }
            byte[] salt = in.readNBytes(32);
            byte[] prefix = in.readNBytes(7);
            byte[] fileKey = hkdf(key, salt, boundTo.getBytes(StandardCharsets.UTF_8));
            long left = Files.size(from) - HEADER;
            for (int number = 0; left > 0; number++) {
                int length = (int) Math.min(left, number == 0 ? SEGMENT - HEADER : SEGMENT);
                left -= length;
                byte last = (byte) (left == 0 ? 1 : 0);
                byte[] nonce = ByteBuffer.allocate(12).put(prefix).putInt(number).put(last).array();
                out.write(gcm(fileKey, nonce).doFinal(exactly(in, length)));
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("the file ends too early");
        }
        return bytes;
    }

    /** One block is as long as a key. */
    private static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        byte[] extracted = mac.doFinal(key);
        mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
        mac.update(info);
        mac.update((byte) 1);
        return mac.doFinal();
    }
}
