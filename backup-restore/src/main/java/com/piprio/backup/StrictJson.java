package com.piprio.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON that someone may have tampered with: valid UTF-8, no duplicate keys, little depth, nothing behind. */
final class StrictJson {
    static final ObjectMapper MAPPER =
            new ObjectMapper(factory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(8)
                        .maxNumberLength(20)
                        .maxStringLength(16 << 10)
                        .maxNameLength(1 << 10)
                        .build())
                .build();
    }

    /** @param origin the file, for the error */
    static JsonNode parse(byte[] content, String origin) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw Damage.of(origin, "is empty");
            }
            return node;
        } catch (CharacterCodingException e) {
            throw Damage.in(origin, "is not valid UTF-8").cause(e).build();
        } catch (JsonProcessingException e) {
            throw Damage.in(origin, "is not valid JSON")
                    .found(Damage.printable(e.getOriginalMessage()))
                    .build();
        }
    }
}
