package com.piprio.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Api.DeprecatedOperation;
import com.piprio.release.ReleaseVersion;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final LocalDate RELEASED = LocalDate.of(2026, 11, 16);

    private static Map<String, String> headers(LocalDate announced, String replacedBy) {
        return Notice.of(
                        new DeprecatedOperation(
                                "GET /api/v1/runs",
                                ReleaseVersion.parse("1.5.0"),
                                announced,
                                LocalDate.of(2027, 6, 1),
                                replacedBy),
                        RELEASED)
                .headers();
    }

    @Test
    void saysSinceWhenUntilWhenAndWhatInstead() {
        assertThat(headers(null, "GET /api/v2/runs"))
                .containsOnly(
                        Map.entry("Deprecation", "@1794787200"),
                        Map.entry("Sunset", "Tue, 01 Jun 2027 00:00:00 GMT"),
                        Map.entry("Link", "</api/v2/runs>; rel=\"successor-version\""));
    }

    @Test
    void theDayOfTheFirstNoticeCounts() {
        assertThat(headers(LocalDate.of(2026, 11, 15), null))
                .containsEntry("Deprecation", "@" + (1794787200 - 24 * 60 * 60));
    }

    @Test
    void whatIsNoAddressIsNoLink() {
        assertThat(headers(null, null)).doesNotContainKey("Link");
        assertThat(headers(null, "GET /api/v2/runs/{id}")).doesNotContainKey("Link");
        assertThat(headers(null, "the page of runs")).doesNotContainKey("Link");
    }
}
