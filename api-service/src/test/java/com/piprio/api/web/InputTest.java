package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.api.store.JobType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InputTest {

    @Test
    void namesTheFieldThatIsMissing() {
        assertThatThrownBy(() -> Input.text("name", "  ", 10)).hasMessage("name is missing");
    }

    @Test
    void refusesWhatTheDatabaseCannotStore() {
        assertThatThrownBy(() -> Input.text("name", "a\0b", 10)).hasMessage("name contains a zero character");
    }

    @Test
    void refusesNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Input.within("durationMillis", 30_001, 0, 30_000))
                .hasMessage("durationMillis must be from 0 to 30000");
    }

    @Test
    void readsANumberOfAQuery() {
        assertThat(Input.number("waitSeconds", null, 0, 0, 30)).isZero();
        assertThat(Input.number("waitSeconds", "30", 0, 0, 30)).isEqualTo(30);
        for (String wrong : List.of("31", "-1", "5s", "", "1.5", "99999999999")) {
            assertThatThrownBy(() -> Input.number("waitSeconds", wrong, 0, 0, 30))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("waitSeconds must be")
                    .hasMessageEndingWith("from 0 to 30");
        }
    }

    @Test
    void aCrawlNeedsAUrl() {
        assertThatThrownBy(() -> Input.jobSubject(JobType.CRAWL, null, null)).hasMessageStartingWith("url is");
        assertThatThrownBy(() -> Input.jobSubject(JobType.CRAWL, null, "ftp://x"))
                .hasMessageStartingWith("url must begin with");
        assertThatCode(() -> Input.jobSubject(JobType.CRAWL, null, "https://example.org/a"))
                .doesNotThrowAnyException();
    }

    @Test
    void onlyAnExtractionHasADocument() {
        assertThatThrownBy(() -> Input.jobSubject(JobType.EXTRACT, null, null)).hasMessageStartingWith("documentId is");
        assertThatThrownBy(() -> Input.jobSubject(JobType.EXPORT, UUID.randomUUID(), null))
                .hasMessageStartingWith("documentId is");
    }
}
