package com.piprio.api.contract;

import com.piprio.api.store.SchemaField;
import java.util.ArrayList;
import java.util.List;

/** One change of a schema, the rest of it stays: what somebody who edits a definition does. */
enum SchemaEdit {
    ADD,
    REMOVE,
    RENAME,
    REPLACE,
    TYPE,
    REQUIRED,
    OPTIONS,
    LABEL,
    HINT,
    UNIT,
    MINIMUM,
    MAXIMUM,
    LONGEST;

    /** The fields after the edit, which takes the new part from another field. */
    List<SchemaField> of(List<SchemaField> before, int place, SchemaField other) {
        List<SchemaField> after = new ArrayList<>(before);
        if (this == ADD) {
            after.add(other);
        } else if (this == REMOVE) {
            after.remove(place);
        } else {
            after.set(place, of(before.get(place), other));
        }
        return after;
    }

    private SchemaField of(SchemaField field, SchemaField other) {
        boolean whole = this == REPLACE;
        boolean kind = whole || this == TYPE;
        return new SchemaField(
                this == RENAME ? other.name() : field.name(),
                kind ? other.type() : field.type(),
                whole || this == REQUIRED ? other.required() : field.required(),
                kind || this == OPTIONS ? other.options() : field.options(),
                whole || this == LABEL ? other.label() : field.label(),
                whole || this == HINT ? other.hint() : field.hint(),
                kind || this == UNIT ? other.unit() : field.unit(),
                kind || this == MINIMUM ? other.minimum() : field.minimum(),
                kind || this == MAXIMUM ? other.maximum() : field.maximum(),
                kind || this == LONGEST ? other.longest() : field.longest());
    }
}
