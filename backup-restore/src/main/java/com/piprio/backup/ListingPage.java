package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One page of the listing of a bucket, a thousand objects at most.
 *
 * @param next where the next page begins; null when this is the last
 */
record ListingPage(
        List<ObjectStore.Listed> objects,
        boolean truncated,
        @Nullable String next) {
    ListingPage {
        objects = List.copyOf(objects);
    }

    /** Reads the answer to a listing of version 2 that asked for encoded keys; a server may send them as they are. */
    static ListingPage read(InputStream answer) throws IOException {
        Map<String, String> page = new HashMap<>();
        List<Map<String, String>> contents = new ArrayList<>();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(answer, StandardCharsets.UTF_8.name());
            Map<String, String> fields = page;
            String field = "";
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        field = xml.getLocalName();
                        if (field.equals("Contents")) {
                            fields = new HashMap<>();
                            contents.add(fields);
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> fields.putIfAbsent(field, xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        field = "";
                        if (xml.getLocalName().equals("Contents")) {
                            fields = page;
                        }
                    }
                    default -> field = "";
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("the listing is not understood: " + e.getMessage(), e);
        }
        boolean encoded = "url".equals(page.get("EncodingType"));
        List<ObjectStore.Listed> objects = new ArrayList<>();
        for (Map<String, String> object : contents) {
            objects.add(listed(object, encoded));
        }
        return new ListingPage(
                objects, Boolean.parseBoolean(page.get("IsTruncated")), page.get("NextContinuationToken"));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static ObjectStore.Listed listed(Map<String, String> object, boolean encoded) throws IOException {
        String key = object.getOrDefault("Key", "");
        if (key.isEmpty()) {
            throw new IOException("the listing is not understood: an object without a key");
        }
        try {
            return new ObjectStore.Listed(
                    encoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key,
                    Long.parseLong(object.getOrDefault("Size", "")),
                    ObjectVersion.told(object.get("ETag"), moment(object.get("LastModified"))));
        } catch (IllegalArgumentException e) {
            throw new IOException("the listing is not understood: " + Damage.printable(object.toString()), e);
        }
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
