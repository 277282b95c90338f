package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final List<String> ALL = List.of("a", "b", "c");

    @Test
    void tellsWhereTheNextPartBegins() {
        assertThat(page(2, 0)).isEqualTo(new Page<>(List.of("a", "b"), 2));
    }

    @Test
    void theLastPartHasNoNext() {
        assertThat(page(2, 2)).isEqualTo(new Page<>(List.of("c"), null));
        assertThat(page(3, 0)).isEqualTo(new Page<>(ALL, null));
    }

    @Test
    void refusesALimitOutsideItsRange() {
        assertThatThrownBy(() -> page(0, 0)).hasMessage("limit must be from 1 to 200");
    }

    private static Page<String> page(int limit, int offset) {
        return Page.of(limit, offset, (most, from) -> ALL.subList(from, Math.min(ALL.size(), from + most)));
    }
}
