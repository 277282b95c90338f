package com.piprio.api.contract;

import com.piprio.release.Api.DeprecatedOperation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What every answer of a deprecated operation says.
 *
 * @param headers {@code Deprecation} (RFC 9745), {@code Sunset} (RFC 8594) and, where the successor is one resource,
 *     {@code Link}
 */
public record Notice(Map<String, String> headers) {

    /** The form of dates in HTTP; the one of the JDK leaves out the zero before a day. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    public Notice {
        headers = Map.copyOf(headers);
    }

    /** @param released the day of the release that says so */
    static Notice of(DeprecatedOperation operation, LocalDate released) {
        LocalDate announced = Objects.requireNonNullElse(operation.announced(), released);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Deprecation", "@" + announced.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        headers.put("Sunset", HTTP_DATE.format(operation.sunset().atStartOfDay(ZoneOffset.UTC)));
        String successor = operation.replacedBy();
        // A template is no address of anything.
        if (successor != null && successor.matches("[A-Z]+ /[^\\s{]*")) {
            String path = successor.substring(successor.indexOf('/'));
            headers.put("Link", "<" + path + ">; rel=\"successor-version\"");
        }
        return new Notice(headers);
    }
}
