package com.piprio.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page and the assets of one release. The sources in {@code /frontend} are the same in every release; what differs
 * is the release that they name, hence the name of each asset that does.
 *
 * @param page refers to the assets by their names
 * @param assets by name
 */
record Frontend(String page, Map<String, Asset> assets) {

    /** Reads the sources and puts the release and the names of the assets in; what is referred to comes first. */
    static Frontend of(String release) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Asset> assets = new LinkedHashMap<>();
        values.put("release", release);
        for (String file : new String[] {"icon.svg", "style.css", "page.js", "data.js", "app.js"}) {
            Asset asset = Asset.of(file, filled(source(file), values));
            assets.put(asset.name(), asset);
            values.put(file, asset.name());
        }
        return new Frontend(filled(source("index.html"), values), Map.copyOf(assets));
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }

    private static String source(String file) {
        try (InputStream content = Frontend.class.getResourceAsStream("/frontend/" + file)) {
            if (content == null) {
                throw new IllegalStateException("not in this build: /frontend/" + file);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
