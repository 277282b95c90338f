package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.Secret;
import com.piprio.signing.Sha256;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class RequestSignatureTest {
    private static final String EMPTY = Sha256.of(new byte[0]);

    private static SortedMap<String, String> signed(String secret, String path, Instant moment) {
        return new RequestSignature("AKIAIOSFODNN7EXAMPLE", new Secret(secret))
                .sign("GET", "examplebucket.s3.amazonaws.com", path, "", Map.of("range", "bytes=0-9"), EMPTY, moment);
    }

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Instant MOMENT = Instant.parse("2013-05-24T00:00:00Z");

    /** The example in the description of the protocol. */
    @Test
    void signsAsTheDescriptionOfTheProtocolDoes() {
        assertThat(signed(SECRET, "/test.txt", MOMENT).get("authorization"))
                .isEqualTo("AWS4-HMAC-SHA256"
                        + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    /** The example of a listing there. */
    @Test
    void signsAQueryAsTheDescriptionOfTheProtocolDoes() {
        assertThat(new RequestSignature("AKIAIOSFODNN7EXAMPLE", new Secret(SECRET))
                        .sign(
                                "GET",
                                "examplebucket.s3.amazonaws.com",
                                "/",
                                "max-keys=2&prefix=J",
                                Map.of(),
                                EMPTY,
                                MOMENT)
                        .get("authorization"))
                .endsWith("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void everythingThatIsSignedChangesTheSignature() {
        String signature = signed(SECRET, "/test.txt", MOMENT).get("authorization");
        assertThat(signed(SECRET, "/test.tx", MOMENT).get("authorization")).isNotEqualTo(signature);
        assertThat(signed(SECRET + "x", "/test.txt", MOMENT).get("authorization"))
                .isNotEqualTo(signature);
        assertThat(signed(SECRET, "/test.txt", MOMENT.plusSeconds(1)).get("authorization"))
                .isNotEqualTo(signature);
    }

    @Test
    void theKeyOfADayIsNotUsedOnTheNext() {
        RequestSignature signature = new RequestSignature("AKIAIOSFODNN7EXAMPLE", new Secret(SECRET));
        signature.sign("GET", "host", "/other", "", Map.of(), EMPTY, MOMENT.minusSeconds(1));
        assertThat(signature
                        .sign(
                                "GET",
                                "examplebucket.s3.amazonaws.com",
                                "/test.txt",
                                "",
                                Map.of("range", "bytes=0-9"),
                                EMPTY,
                                MOMENT)
                        .get("authorization"))
                .endsWith("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void everyByteOfAKeyButTheUnreservedOnesIsEncodedOnceAndNothingIsResolved() {
        assertThat(ObjectRequests.path(null, "bucket", "a/../b c+d%20é?x=1&y\n"))
                .isEqualTo("/bucket/a/../b%20c%2Bd%2520%C3%A9%3Fx%3D1%26y%0A");
        assertThat(ObjectRequests.path("/prefix", "bucket", "//a")).isEqualTo("/prefix/bucket///a");
    }

    @Test
    void aHostIsNamedWithItsPortUnlessThatIsTheUsualOne() {
        assertThat(ObjectRequests.host(URI.create("http://10.0.0.1:9000"))).isEqualTo("10.0.0.1:9000");
        assertThat(ObjectRequests.host(URI.create("http://10.0.0.1:80"))).isEqualTo("10.0.0.1");
        assertThat(ObjectRequests.host(URI.create("https://s3.example.org"))).isEqualTo("s3.example.org");
    }
}
