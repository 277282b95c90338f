package com.piprio.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of a schema definition. It only changes in ways that every label made under it still fits. */
public record SchemaVersion(
        @Schema(required = true) int version,
        @Schema(required = true) List<SchemaField> fields,
        @Schema(required = true) Instant createdAt) {

    /** Tells what is wrong with the values of a label that is made under this version, if anything. */
    public Optional<String> problemWith(Map<String, Object> values) {
        Set<String> names = fields.stream().map(SchemaField::name).collect(Collectors.toSet());
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                return Optional.of("the schema has no field " + name);
            }
        }
        return fields.stream()
                .map(field -> field.problemWith(values.get(field.name())))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
