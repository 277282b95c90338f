package com.piprio.release;

import java.util.List;

/**
 * What a release lets customers say in schema definitions, and change in them.
 *
 * @param types of fields
 * @param keywords that describe a field
 * @param liveChanges rules of family C whose changes a live version takes; all others need a new version
 */
public record CustomerSchemaRules(List<String> types, List<String> keywords, List<String> liveChanges) {
    public CustomerSchemaRules {
        types = List.copyOf(types);
        keywords = List.copyOf(keywords);
        liveChanges = List.copyOf(liveChanges);
    }
}
