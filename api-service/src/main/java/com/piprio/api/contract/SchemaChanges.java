package com.piprio.api.contract;

import com.piprio.api.store.SchemaField;
import com.piprio.release.diff.CustomerField;
import com.piprio.release.diff.CustomerSchemaFamily;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Judges changes of a version that labels were made under, by the rules of family C. */
@Singleton
public class SchemaChanges {

    private final ReleaseContract contract;

    SchemaChanges(ReleaseContract contract) {
        this.contract = contract;
    }

    /** What keeps a change out of a live version; empty when every label that fits goes on fitting. */
    public List<Refusal> refusals(List<SchemaField> before, List<SchemaField> after) {
        return refusals(before, after, contract.liveChanges());
    }

    static List<Refusal> refusals(List<SchemaField> before, List<SchemaField> after, Collection<String> liveChanges) {
        return CustomerSchemaFamily.differences(fields(before), fields(after)).stream()
                .filter(difference -> !liveChanges.contains(difference.rule().id()))
                .map(difference -> new Refusal(
                        difference.rule().id(),
                        difference.subject(),
                        difference.rule().change(),
                        difference.detail(),
                        difference.rule().why(),
                        difference.rule().remedy()))
                .toList();
    }

    private static List<CustomerField> fields(List<SchemaField> fields) {
        return fields.stream().map(SchemaChanges::field).toList();
    }

    /** The API takes no lists of values, patterns, unique values or defaults: those are the same in every version. */
    private static CustomerField field(SchemaField field) {
        return new CustomerField(
                field.name(),
                field.type(),
                field.unit(),
                false,
                field.required(),
                field.options(),
                field.minimum(),
                field.maximum(),
                field.longest(),
                null,
                false,
                field.label(),
                field.hint(),
                null);
    }
}
