package com.piprio.backup;

import com.piprio.operator.Secret;
import com.piprio.signing.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature version 4 of requests; safe for several threads. */
final class RequestSignature {
    static final String REGION = "us-east-1";
    /** Contents travel on one host and are hashed at both ends by this module, so no third hash is asked for. */
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final Secret secretKey;
    private volatile DayKey dayKey;

    RequestSignature(String accessKey, Secret secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.dayKey = new DayKey("", new byte[0]);
    }

    /** The key that signs for a day: it takes four hashes to make. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record DayKey(String day, byte[] key) {}

    /**
     * All headers of a request.
     *
     * @param path as it goes over the wire, encoded
     * @param query as it goes over the wire: sorted by name, each with {@code =}, encoded; empty when there is none
     * @param headers of the request itself, names in lower case
     * @param content SHA-256 of the content, or {@link #UNSIGNED}
     * @return those, and what the signature adds
     */
    SortedMap<String, String> sign(
            String method,
            String host,
            String path,
            String query,
            Map<String, String> headers,
            String content,
            Instant moment) {
        String stamp = MOMENT.format(moment);
        String day = stamp.substring(0, 8);
        String scope = day + "/" + REGION + "/s3/aws4_request";
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("x-amz-content-sha256", content);
        signed.put("x-amz-date", stamp);
        TreeMap<String, String> all = new TreeMap<>(signed);
        all.put("host", host);
        StringBuilder canonical = new StringBuilder(512);
        canonical
                .append(method)
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        all.forEach((name, value) -> canonical
                .append(name)
                .append(':')
                .append(value.strip().replaceAll(" +", " "))
                .append('\n'));
        String names = String.join(";", all.keySet());
        canonical.append('\n').append(names).append('\n').append(content);
        String text = ALGORITHM + "\n" + stamp + "\n" + scope + "\n"
                + Sha256.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
        String signature = HexFormat.of().formatHex(hmac(key(day), text));
        signed.put(
                "authorization",
                ALGORITHM + " Credential=" + accessKey + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
        return signed;
    }

    private byte[] key(String day) {
        DayKey known = dayKey;
        if (!known.day().equals(day)) {
            byte[] key = ("AWS4" + secretKey.value()).getBytes(StandardCharsets.UTF_8);
            for (String part : new String[] {day, REGION, "s3", "aws4_request"}) {
                key = hmac(key, part);
            }
            known = new DayKey(day, key);
            dayKey = known;
        }
        return known.key();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
