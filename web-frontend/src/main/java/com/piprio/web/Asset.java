package com.piprio.web;

import com.piprio.runtime.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that a page loads. Its name holds a part of the checksum of its content, so a name never means two contents
 * and may be cached for ever.
 *
 * @param name such as {@code app.0123456789abcdef.js}
 * @param text the content
 */
record Asset(String name, String text) {

    private static final Pattern NAME = Pattern.compile("[a-z]+\\.([0-9a-f]{16})\\.(js|css|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** Names the content of a source file such as {@code app.js}. */
    static Asset of(String file, String text) {
        int dot = file.lastIndexOf('.');
        return new Asset(file.substring(0, dot) + "." + mark(text) + file.substring(dot), text);
    }

    /** Tells whether a name could be that of an asset; nothing else ever becomes the name of a file. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Tells whether the content is the one that the name was made for. */
    boolean isWhole() {
        return mark(text).equals(parts().group(1));
    }

    /** The media type that the name says. */
    String type() {
        return Objects.requireNonNull(TYPES.get(parts().group(2)), "NAME allows only the endings in TYPES");
    }

    private Matcher parts() {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the name of an asset: " + name);
        }
        return parts;
    }

    private static String mark(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
