package com.piprio.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeBenchmarkTest {

    private static ObjectNode record() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void holdsTheWholeAgainstWhatCannotBeAvoided() {
        assertEquals(
                1.5, UpgradeBenchmark.ratio(record().put("seconds", 30.0).put("unavoidableMillis", 20_000)), 0.001);
    }

    @Test
    void aHistoryThatDoesNotSayWhereTheTimeWentIsNoGoodResult() {
        assertThrows(AssertionError.class, () -> UpgradeBenchmark.ratio(record().put("seconds", 30.0)));
        assertThrows(
                AssertionError.class,
                () -> UpgradeBenchmark.ratio(record().put("seconds", 30.0).put("unavoidableMillis", 0)));
        assertThrows(AssertionError.class, () -> UpgradeBenchmark.ratio(record().put("unavoidableMillis", 10)));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertEquals(1.2, UpgradeBenchmark.median(List.of(9.0, 1.1, 1.3, 1.0)), 0.001);
    }
}
