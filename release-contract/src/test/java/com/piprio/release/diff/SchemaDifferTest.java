package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.release.InvalidReleaseException;
import com.piprio.release.diff.SchemaDiffer.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two schemas, in both directions: what is found in a request and in an answer. */
class SchemaDifferTest {
    private static final String FRAME =
            "{'openapi': '3.1.0', 'paths': {}, 'components': {'schemas': {'It': %s, 'Text': {'type': 'string'},"
                    + " 'Named': {'type': 'object', 'required': ['name'], 'properties': {'name': {'type': 'string'}}}}}}";

    private static ApiDocument document(String schema) {
        return ApiDocument.parse(FRAME.formatted(schema).replace('\'', '"'), "test");
    }

    private static String found(String was, String now, Direction direction) {
        List<String> found = new ArrayList<>();
        com.fasterxml.jackson.databind.JsonNode reference = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("$ref", "#/components/schemas/It");
        new SchemaDiffer(document(was), document(now), direction, (kind, place, detail) -> found.add(kind.name()))
                .compare(reference, reference, "it");
        return found.isEmpty() ? "-" : String.join(" ", found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'string'} | {'type': 'string'} | - | -
            {'type': 'string'} | {'$ref': '#/components/schemas/Text'} | - | -
            {'type': 'string'} | {'allOf': [{'$ref': '#/components/schemas/Text'}]} | - | -
            {'type': 'string'} | {'type': 'integer'} | TYPE_CHANGED | TYPE_CHANGED
            {'type': 'integer'} | {'type': 'number'} | REQUEST_TAKES_MORE | TYPE_CHANGED
            {'type': 'number'} | {'type': 'integer'} | TYPE_CHANGED | -
            {'type': 'string'} | {'type': ['string', 'integer']} | REQUEST_TAKES_MORE | TYPE_CHANGED
            {'type': 'string'} | {'type': ['string', 'null']} | REQUEST_TAKES_MORE | ANSWER_MAY_BE_NULL
            {'type': ['string', 'null']} | {'type': 'string'} | REQUEST_TAKES_LESS | -
            {'type': 'string'} | {'type': 'string', 'nullable': true} | REQUEST_TAKES_MORE | ANSWER_MAY_BE_NULL
            {'type': ['string', 'null']} | {'oneOf': [{'type': 'null'}, {'$ref': '#/components/schemas/Text'}]} | - | -
            {'type': ['string', 'null']} | {'anyOf': [{'type': 'string'}]} | REQUEST_TAKES_LESS | -
            {'type': 'integer', 'format': 'int32'} | {'type': 'integer', 'format': 'int64'} | TYPE_CHANGED | TYPE_CHANGED
            {'enum': ['a', 'b']} | {'enum': ['a']} | REQUEST_TAKES_LESS | -
            {'enum': ['a']} | {'enum': ['a', 'b']} | REQUEST_TAKES_MORE | ANSWER_VALUE_ADDED
            {'type': 'string'} | {'type': 'string', 'enum': ['a']} | REQUEST_TAKES_LESS | -
            {'enum': ['a'], 'x-extensible-enum': true} | {'enum': ['a', 'b'], 'x-extensible-enum': true} | REQUEST_TAKES_MORE | ANSWER_VALUE_ADDED_AS_ANNOUNCED
            {'minimum': 1} | {'minimum': 2} | REQUEST_TAKES_LESS | -
            {'minimum': 2} | {'minimum': 1} | REQUEST_TAKES_MORE | -
            {'minimum': 2} | {} | REQUEST_TAKES_MORE | -
            {'maxLength': 9} | {'maxLength': 8} | REQUEST_TAKES_LESS | -
            {} | {'maxLength': 8} | REQUEST_TAKES_LESS | -
            {'maxLength': 8} | {'maxLength': 9} | REQUEST_TAKES_MORE | -
            {'allOf': [{'maxLength': 8}, {'maxLength': 9}]} | {'maxLength': 8} | - | -
            {} | {'pattern': 'a+'} | REQUEST_TAKES_LESS | -
            {'default': 1} | {'default': 2} | DEFAULT_CHANGED | -
            {'type': 'object'} | {'type': 'object', 'additionalProperties': false} | REQUEST_TAKES_LESS | -
            {'properties': {'a': {}}} | {'properties': {'a': {'readOnly': true}}} | REQUEST_TAKES_LESS | -
            {'properties': {'a': {}}} | {'properties': {'a': {}, 'b': {}}} | REQUEST_TAKES_MORE | ANSWER_FIELD_ADDED
            {'properties': {'a': {}}} | {'required': ['b'], 'properties': {'a': {}, 'b': {}}} | REQUEST_NEEDS_MORE | ANSWER_FIELD_ADDED
            {'properties': {'a': {}, 'b': {}}} | {'properties': {'a': {}}} | REQUEST_TAKES_LESS | ANSWER_FIELD_REMOVED
            {'properties': {'a': {}}} | {'required': ['a'], 'properties': {'a': {}}} | REQUEST_NEEDS_MORE | -
            {'required': ['a'], 'properties': {'a': {}}} | {'properties': {'a': {}}} | REQUEST_TAKES_MORE | ANSWER_FIELD_MAY_BE_ABSENT
            {'$ref': '#/components/schemas/Named'} | {'allOf': [{'$ref': '#/components/schemas/Named'}, {'required': ['age'], 'properties': {'age': {}}}]} | REQUEST_NEEDS_MORE | ANSWER_FIELD_ADDED
            {'type': 'array', 'items': {'type': 'string'}} | {'type': 'array', 'items': {'type': 'integer'}} | TYPE_CHANGED | TYPE_CHANGED
            {'oneOf': [{'$ref': '#/components/schemas/Text'}, {'$ref': '#/components/schemas/Named'}]} | {'oneOf': [{'$ref': '#/components/schemas/Text'}, {'type': 'integer'}, {'$ref': '#/components/schemas/Named'}]} | REQUEST_TAKES_MORE | TYPE_CHANGED
            {'properties': {'next': {'$ref': '#/components/schemas/It'}, 'a': {'type': 'string'}}} | {'properties': {'next': {'$ref': '#/components/schemas/It'}, 'a': {'type': 'integer'}}} | TYPE_CHANGED | TYPE_CHANGED
            """)
    void isDirectionAware(String was, String now, String request, String answer) {
        assertThat(found(was, now, Direction.REQUEST)).as("request").isEqualTo(request);
        assertThat(found(was, now, Direction.ANSWER)).as("answer").isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'$ref': '#/components/schemas/It'} | a cycle
            {'allOf': [{'$ref': '#/components/schemas/It'}]} | a cycle
            {'$ref': '#/components/schemas/Nobody'} | nothing is there
            {'$ref': 'https://example.org/schema.json'} | nothing is there
            """)
    void refusesReferencesThatLeadNowhere(String schema, String problem) {
        assertThatThrownBy(() -> found(schema, schema, Direction.ANSWER))
                .isInstanceOf(InvalidReleaseException.class)
                .hasMessageStartingWith("$ref ")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatThrownBy(() -> ApiDocument.parse("{\"openapi\": \"3.1.0\",", "o"))
                .hasMessageStartingWith("o: not valid JSON")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> ApiDocument.parse("{\"swagger\": \"2.0\"}", "o"))
                .hasMessage("o: expected an OpenAPI document of version 3");
    }
}
