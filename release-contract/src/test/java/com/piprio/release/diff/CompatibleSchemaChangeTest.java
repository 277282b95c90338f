package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change of a schema definition that is called compatible never makes a label unfit; thousands of random ones. */
class CompatibleSchemaChangeTest {
    private static final List<String> TYPES = List.of("text", "number", "choice");
    private static final List<String> OPTIONS = List.of("x", "y", "z");
    private final Random random = new Random(20261116);

    @Test
    void keepsEveryLabel() {
        int compatible = 0;
        int breaking = 0;
        for (int round = 0; round < 20_000; round++) {
            CustomerField was = field();
            CustomerField now = random.nextBoolean() ? field() : was;
            Object value = value();
            if (fits(was, value)) {
                boolean fitsStill = fits(now, value);
                if (isCompatible(was, now)) {
                    compatible++;
                    assertThat(fitsStill).as("%s -> %s: %s", was, now, value).isTrue();
                } else if (!fitsStill) {
                    breaking++;
                }
            }
        }
        assertThat(compatible).isGreaterThan(500);
        assertThat(breaking).isGreaterThan(500);
    }

    private static boolean isCompatible(CustomerField was, CustomerField now) {
        return CustomerSchemaFamily.differences(List.of(was), List.of(now)).stream()
                .allMatch(difference -> difference.rule().verdict() == Verdict.COMPATIBLE);
    }

    private CustomerField field() {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        List<String> options = new ArrayList<>(OPTIONS);
        options.removeIf(option -> random.nextInt(3) == 0);
        return new CustomerField(
                "a",
                type,
                null,
                false,
                random.nextBoolean(),
                type.equals("choice") ? options : List.of(),
                number(),
                number(),
                random.nextBoolean() ? null : random.nextInt(4),
                random.nextInt(4) > 0 ? null : "[a-z]*",
                false,
                "label " + random.nextInt(2),
                random.nextBoolean() ? null : "hint",
                null);
    }

    private @Nullable Double number() {
        return random.nextBoolean() ? null : (double) random.nextInt(5);
    }

    private @Nullable Object value() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> (double) random.nextInt(5);
            case 2 -> OPTIONS.get(random.nextInt(OPTIONS.size()));
            default -> "abcd".substring(0, random.nextInt(5));
        };
    }

    /** What a label's value has to be. */
    private static boolean fits(CustomerField field, @Nullable Object value) {
        if (value == null) {
            return !field.required();
        }
        return switch (field.type()) {
            case "text" ->
                value instanceof String text
                        && (field.longest() == null || text.length() <= field.longest())
                        && (field.pattern() == null || text.matches(field.pattern()));
            case "number" ->
                value instanceof Double number
                        && (field.minimum() == null || number >= field.minimum())
                        && (field.maximum() == null || number <= field.maximum());
            default -> field.options().contains(value);
        };
    }
}
