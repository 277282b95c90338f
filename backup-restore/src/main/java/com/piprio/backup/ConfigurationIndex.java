package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code config/index.json}: which file of the installation lies under which number. */
final class ConfigurationIndex {
    static final String PATH = "config/index.json";

    private static final int LARGEST = 256 << 10;

    private ConfigurationIndex() {}

    /**
     * One file of the installation.
     *
     * @param name its path in the installation, such as {@code .env}
     * @param file its path in the bundle, such as {@code config/0}
     */
    record Entry(String name, String file) {}

    /** Where the file with that number lies. */
    static String file(int number) {
        return "config/" + number;
    }

    static byte[] write(List<Entry> entries) {
        ArrayNode list = StrictJson.MAPPER.createArrayNode();
        entries.forEach(entry -> list.addObject().put("name", entry.name()).put("file", entry.file()));
        try {
            return StrictJson.MAPPER.writeValueAsBytes(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }

    static List<Entry> read(Content content) {
        try {
            return read(content.bytes(LARGEST, PATH));
        } catch (IOException e) {
            throw DurableFiles.unreadable(content.file(), e);
        }
    }

    static List<Entry> read(byte[] content) {
        JsonNode list = StrictJson.parse(content, PATH);
        if (!list.isArray()) {
            throw Damage.of(PATH, "a list is expected");
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode element : list) {
            JsonFields fields = new JsonFields(element, PATH);
            Entry entry = new Entry(
                    fields.text("name", BundleLayout::harmless),
                    fields.text("file", BundleLayout::isConfigurationFile));
            fields.noOthers();
            if (!seen.add("name " + entry.name()) || !seen.add("file " + entry.file())) {
                throw Damage.of(PATH, "has '" + entry.name() + "' or its file twice");
            }
            entries.add(entry);
        }
        return entries;
    }
}
