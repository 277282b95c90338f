package com.piprio.upgrader.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The newest version of a customer's schema definition, which new labels are made under.
 *
 * @param types of its fields
 * @param keywords that some field says something with
 */
public record DefinedSchema(String name, int version, Set<String> types, Set<String> keywords) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public DefinedSchema {
        types = Set.copyOf(types);
        keywords = Set.copyOf(keywords);
    }

    /** @param fields JSON, as the API wrote it: a list of objects, one for each field */
    static DefinedSchema of(String name, int version, String fields) throws JsonProcessingException {
        Set<String> types = new TreeSet<>();
        Set<String> keywords = new TreeSet<>();
        for (JsonNode field : JSON.readTree(fields)) {
            types.add(field.path("type").asText());
            for (Map.Entry<String, JsonNode> keyword : field.properties()) {
                if (says(keyword.getValue())) {
                    keywords.add(keyword.getKey());
                }
            }
        }
        return new DefinedSchema(name, version, types, keywords);
    }

    /** What is there with nothing in it is as if it were not there. */
    private static boolean says(JsonNode value) {
        boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty();
        return !empty && !(value.isBoolean() && !value.asBoolean());
    }
}
