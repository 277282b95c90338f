package com.piprio.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@code .env} file, in pieces that together are the line as it was written.
 *
 * @param head all before the value: indentation, {@code export}, key and equals sign; or a comment or nothing
 * @param key null for a comment or an empty line
 * @param value as Compose sees it, empty for a comment or an empty line
 * @param written the value as it is written, quotes included
 * @param tail what follows the value: space and a comment
 * @param ending LF, CR LF or, at the end of the file, nothing
 */
record EnvLine(String head, @Nullable String key, String value, String written, String tail, String ending) {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=[ \\t]*)(.*)", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern COMMENT_OR_EMPTY = Pattern.compile("\\uFEFF?\\s*(?:#.*)?", Pattern.DOTALL);
    private static final Pattern AFTER_QUOTE = Pattern.compile("\\s*|\\s+#.*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    /** Why a line is not accepted; without the line itself, which may hold a secret. */
    static final class MalformedLineException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedLineException(String message) {
            super(message);
        }
    }

    /** Lines with their endings; joined they are the text again. */
    static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    static EnvLine parse(String raw) throws MalformedLineException {
        String ending = raw.endsWith("\r\n") ? "\r\n" : raw.endsWith("\n") ? "\n" : "";
        String body = raw.substring(0, raw.length() - ending.length());
        if (COMMENT_OR_EMPTY.matcher(body).matches()) {
            return new EnvLine(body, null, "", "", "", ending);
        }
        if (body.indexOf('\r') >= 0 || body.indexOf('\0') >= 0) {
            throw new MalformedLineException("a control character is in the line");
        }
        boolean marked = body.startsWith("\uFEFF");
        Matcher assignment = ASSIGNMENT.matcher(marked ? body.substring(1) : body);
        if (!assignment.matches()) {
            throw new MalformedLineException("neither KEY=value nor a comment");
        }
        String head = (marked ? "\uFEFF" : "") + assignment.group(1);
        String key = assignment.group(2);
        String rest = assignment.group(3);
        if (rest.startsWith("'") || rest.startsWith("\"")) {
            return quoted(head, key, rest, ending);
        }
        if (rest.startsWith("#")) {
            throw new MalformedLineException("a value that begins with # needs quotes, a comment needs its own line");
        }
        int comment = rest.indexOf(" #");
        String written = (comment < 0 ? rest : rest.substring(0, comment)).stripTrailing();
        refuseVariable(written);
        return new EnvLine(head, key, written, written, rest.substring(written.length()), ending);
    }

    private static EnvLine quoted(String head, String key, String rest, String ending) throws MalformedLineException {
        char quote = rest.charAt(0);
        int end = 1;
        while (end < rest.length() && (rest.charAt(end) != quote || rest.charAt(end - 1) == '\\')) {
            end++;
        }
        if (end >= rest.length()) {
            throw new MalformedLineException("the quote does not end on its line");
        }
        String tail = rest.substring(end + 1);
        if (!AFTER_QUOTE.matcher(tail).matches()) {
            throw new MalformedLineException("something follows the closing quote");
        }
        String inner = rest.substring(1, end);
        if (quote == '"') {
            refuseVariable(inner);
            inner = unescape(inner);
        } else {
            inner = inner.replace("\\'", "'");
        }
        return new EnvLine(head, key, inner, rest.substring(0, end + 1), tail, ending);
    }

    private static void refuseVariable(String written) throws MalformedLineException {
        if (written.indexOf('$') >= 0) {
            throw new MalformedLineException("Compose would replace the $; put the value in single quotes");
        }
    }

    private static String unescape(String inner) throws MalformedLineException {
        StringBuilder value = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < inner.length(); i++) {
            char character = inner.charAt(i);
            int escape = escaped ? "nrt\"\\".indexOf(character) : -1;
            if (escaped && escape < 0) {
                throw new MalformedLineException("a \\ in double quotes; put the value in single quotes");
            }
            escaped = !escaped && character == '\\';
            if (!escaped) {
                value.append(escape < 0 ? character : "\n\r\t\"\\".charAt(escape));
            }
        }
        return value.toString();
    }

    static EnvLine of(String key, String value, String ending) {
        demandKey(key);
        return new EnvLine(key + "=", key, value, write(value), "", ending);
    }

    private static void demandKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key for .env: " + key);
        }
    }

    /** Of an assignment; the key is the last name before the equals sign. */
    EnvLine withKey(String newKey) {
        demandKey(newKey);
        String former = String.valueOf(key);
        int at = head.lastIndexOf(former);
        String newHead = head.substring(0, at) + newKey + head.substring(at + former.length());
        return new EnvLine(newHead, newKey, value, written, tail, ending);
    }

    EnvLine withValue(String newValue) {
        if (newValue.equals(value)) {
            return this;
        }
        return new EnvLine(head, key, newValue, write(newValue), tail, ending);
    }

    EnvLine ended(String newEnding) {
        return ending.isEmpty() ? new EnvLine(head, key, value, written, tail, newEnding) : this;
    }

    String raw() {
        return head + written + tail + ending;
    }

    /** Plain where that is safe, else in single quotes, in which Compose replaces nothing, else in double ones. */
    private static String write(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        if (value.chars().noneMatch(Character::isISOControl)) {
            if (value.indexOf('\'') < 0 && !value.endsWith("\\")) {
                return "'" + value + "'";
            }
            if (value.chars().noneMatch(character -> "\"\\$".indexOf(character) >= 0)) {
                return '"' + value + '"';
            }
        }
        throw new IllegalArgumentException("a line of .env cannot hold this value");
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "EnvLine[" + key + "]";
    }
}
