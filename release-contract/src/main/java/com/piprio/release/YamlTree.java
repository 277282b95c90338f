package com.piprio.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML text as a tree that remembers where everything stands.
 *
 * <p>Takes the plain part of YAML only: one document, no aliases (a few lines of them become gigabytes), no key twice, no
 * tags. Numbers are decimal; what YAML 1.1 takes for octal, sexagesimal, a date or a boolean named {@code yes} is text.
 */
final class YamlTree {
    /** A release.yaml has some 10 kB. */
    static final int LARGEST = 1 << 20;

    private static final int DEEPEST = 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Mark> marks = new HashMap<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final JsonNode root;

    private YamlTree(@Nullable Node node) {
        this.root = node == null ? NODES.missingNode() : convert("", node);
    }

    /** @throws InvalidReleaseException with the one problem that stops it, and its position */
    static YamlTree parse(String text) {
        if (text.length() > LARGEST) {
            throw new InvalidReleaseException("larger than 1 MiB: this is no release.yaml");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        try {
            return new YamlTree(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            throw new InvalidReleaseException("not valid YAML: " + e.getProblem() + at(e.getProblemMark()));
        } catch (YAMLException e) {
            throw new InvalidReleaseException("not valid YAML: " + e.getMessage());
        }
    }

    JsonNode root() {
        return root;
    }

    /**
     * Where something stands, such as {@code " (line 3, column 5)"}.
     *
     * @param path as problems name it, such as {@code environment[2].name}; of a path that is not there, what is above
     *     it counts
     */
    String position(String path) {
        Mark mark = marks.get(path);
        if (mark != null) {
            return at(mark);
        }
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : position(path.substring(0, cut));
    }

    private static String at(@Nullable Mark mark) {
        return mark == null ? "" : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
    }

    private JsonNode convert(String path, Node node) {
        if (!seen.add(node)) {
            throw new InvalidReleaseException("not valid here: an alias" + at(node.getStartMark()));
        }
        if (node instanceof MappingNode mapping) {
            return mapping(path, mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            for (Node item : sequence.getValue()) {
                String place = path + "[" + (array.size() + 1) + "]";
                marks.put(place, item.getStartMark());
                array.add(convert(place, item));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode mapping(String path, MappingNode mapping) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidReleaseException("not valid here: a key that is no text"
                        + at(tuple.getKeyNode().getStartMark()));
            }
            if (object.has(key.getValue())) {
                throw new InvalidReleaseException(
                        "not valid YAML: the key " + key.getValue() + " is there twice" + at(key.getStartMark()));
            }
            String place = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            marks.put(place, key.getStartMark());
            object.set(key.getValue(), convert(place, tuple.getValueNode()));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL) && text.matches("true|false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (tag.equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]{0,18})")) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < 32 ? NODES.numberNode(number.intValueExact()) : NODES.numberNode(number);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("-?[0-9]{1,20}\\.[0-9]{1,20}")) {
            return NODES.numberNode(new BigDecimal(text));
        }
        if (!tag.startsWith(Tag.PREFIX)) {
            throw new InvalidReleaseException("not valid here: a tag, " + tag.getValue() + at(node.getStartMark()));
        }
        return NODES.textNode(text);
    }
}
