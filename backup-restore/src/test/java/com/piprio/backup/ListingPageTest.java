package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingPageTest {
    private static ListingPage read(String xml) throws IOException {
        return ListingPage.read(new ByteArrayInputStream(BundleFixture.bytes(xml)));
    }

    /** As servers send it, with what nobody here needs. */
    private static String page(String more, String contents) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n  <Name>b</Name>"
                + "<KeyCount>1</KeyCount>" + more + contents + "</ListBucketResult>";
    }

    private static String object(String key, String more) {
        return "<Contents>\n <Key>" + key + "</Key><Owner><ID>1</ID><DisplayName>d</DisplayName></Owner>"
                + "<Size>12</Size><StorageClass>STANDARD</StorageClass>" + more + "</Contents>\n";
    }

    @Test
    void readsObjectsAndWhereThePageAfterBegins() throws IOException {
        ListingPage page = read(page(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b=/</NextContinuationToken>"
                        + "<EncodingType>url</EncodingType>",
                object(
                                "a%2Fb+c%2B%0A%C3%A9",
                                "<ETag>&quot;abc-2&quot;</ETag><LastModified>2026-11-24T08:15:02.123Z</LastModified>")
                        + object("b", "")));

        assertThat(page.truncated()).isTrue();
        assertThat(page.next()).isEqualTo("a&b=/");
        assertThat(page.objects())
                .containsExactly(
                        new ObjectStore.Listed(
                                "a/b c+\n\u00e9",
                                12,
                                new ObjectVersion("abc-2", Instant.parse("2026-11-24T08:15:02Z"))),
                        new ObjectStore.Listed("b", 12, null));
    }

    @Test
    void takesKeysAsTheyAreFromAServerThatDoesNotEncode() throws IOException {
        ListingPage page = read(page("<IsTruncated>false</IsTruncated>", object("a%2Fb+c &lt;", "")));

        assertThat(page.objects().get(0).key()).isEqualTo("a%2Fb+c <");
        assertThat(page.truncated()).isFalse();
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not XML",
                "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>",
                "<ListBucketResult><Contents><Key>a</Key><Size>many</Size></Contents></ListBucketResult>",
                "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%zz</Key><Size>1</Size></Contents>"
                        + "</ListBucketResult>",
                "<ListBucketResult><Contents><Key>a</Key><Size>1</Size>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                        + "<ListBucketResult><Contents><Key>&e;</Key><Size>1</Size></Contents></ListBucketResult>",
            })
    void refusesWhatIsNoListing(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }
}
