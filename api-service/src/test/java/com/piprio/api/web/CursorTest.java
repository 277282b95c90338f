package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor PLACE =
            new Cursor(Instant.parse("2026-11-16T08:15:00.123456Z"), new UUID(0x123456789L, -1));

    @Test
    void leadsBackToItsPlace() {
        assertThat(Cursor.of(PLACE.text())).isEqualTo(PLACE);
        assertThat(PLACE.text()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%", "MQ", "no cursor at all"})
    void anythingElseIsRefused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 x",
                " 00000000-0000-0000-0000-000000000000",
                "-1 00000000-0000-0000-0000-000000000000",
                "9223372036854775807 00000000-0000-0000-0000-000000000000",
                "1.5 00000000-0000-0000-0000-000000000000"
            })
    void aPlaceThatCannotBeIsRefused(String place) {
        refused(Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> Cursor.of(text))
                .isInstanceOf(ProblemException.class)
                .hasMessage("cursor must be what an earlier answer gave as next");
    }

    @Test
    void aPageEndsBehindItsLastItem() {
        List<Cursor> all = IntStream.range(0, 3)
                .mapToObj(number -> new Cursor(Instant.ofEpochSecond(number), new UUID(0, number)))
                .toList();

        CursorPage<Cursor> first = CursorPage.of(2, all, item -> item);

        assertThat(first.items()).isEqualTo(all.subList(0, 2));
        assertThat(first.next()).isEqualTo(all.get(1).text());
        assertThat(CursorPage.of(3, all, item -> item)).isEqualTo(new CursorPage<>(all, null));
    }
}
