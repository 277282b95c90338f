package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code .env} file as Compose reads it, and as its owner wrote it.
 *
 * <p>A value of this class does not change. Comments, order, line endings and every line that is not asked to change
 * stay as they are, byte by byte. What Compose would read in a surprising way is refused with the number of the line:
 * a key that is set twice, a {@code $} that Compose would replace, a quote that does not end on its line.
 */
public final class EnvFile {
    private final List<EnvLine> lines;

    private EnvFile(List<EnvLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Reads a file, but not through a symbolic link.
     *
     * @throws OperatorException {@code ENV_FILE_MISSING}, {@code FILE_UNREADABLE} or {@code ENV_FILE_MALFORMED}
     */
    public static EnvFile read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw OperatorException.of(ErrorCode.ENV_FILE_MISSING, "there is no " + file)
                    .remedy("run this in the directory of the installation, or restore .env from a bundle")
                    .build();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, file + " is not a plain file")
                    .expected("a plain file, not a symbolic link or a directory")
                    .remedy("put the file itself in its place, then run the same again")
                    .build();
        }
        try {
            return parse(decode(Files.readAllBytes(file)), file.toString());
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "cannot read " + file)
                    .expected("text in UTF-8 that this user may read")
                    .found(e.toString())
                    .remedy("correct the file or its permissions, then run the same again")
                    .cause(e)
                    .build();
        }
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /**
     * Reads the text of a file.
     *
     * @param origin names the text in errors
     * @throws OperatorException {@code ENV_FILE_MALFORMED} with all malformed lines at once
     */
    public static EnvFile parse(String text, String origin) {
        List<EnvLine> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        int number = 0;
        for (String raw : EnvLine.split(text)) {
            number++;
            try {
                EnvLine line = EnvLine.parse(raw);
                lines.add(line);
                String key = line.key();
                if (key != null) {
                    Integer first = seen.putIfAbsent(key, number);
                    if (first != null) {
                        problems.add("line " + number + ": " + key + " is already set in line " + first);
                    }
                }
            } catch (EnvLine.MalformedLineException e) {
                problems.add("line " + number + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw OperatorException.of(ErrorCode.ENV_FILE_MALFORMED, origin + " is malformed")
                    .expected("lines of KEY=value, comments and empty lines")
                    .found(String.join("\n", problems))
                    .remedy("correct these lines, then run the same again")
                    .build();
        }
        return new EnvFile(lines);
    }

    /** All keys in the order of the file. */
    public Set<String> keys() {
        return values().keySet();
    }

    /** All values by key in the order of the file; some are secrets. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvLine line : lines) {
            String key = line.key();
            if (key != null) {
                values.put(key, line.value());
            }
        }
        return values;
    }

    /** The value without quotes, as Compose would see it; may be empty text. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values().get(key));
    }

    /**
     * A value that must be there.
     *
     * @throws OperatorException {@code ENV_KEY_MISSING} when the key is not there or its value is empty
     */
    public String require(String key) {
        return value(key).filter(value -> !value.isEmpty()).orElseThrow(() -> OperatorException.of(
                        ErrorCode.ENV_KEY_MISSING, key + " is missing in .env")
                .expected(key + "=…")
                .remedy("add " + key + " to .env, then run the same again")
                .build());
    }

    /**
     * The same file with one value changed, or with one line added at its end.
     *
     * @throws IllegalArgumentException for a key that is none, and for a value that no single line can hold
     */
    public EnvFile with(String key, String value) {
        List<EnvLine> changed = new ArrayList<>();
        boolean found = false;
        for (EnvLine line : lines) {
            if (key.equals(line.key())) {
                changed.add(line.withValue(value));
                found = true;
            } else {
                changed.add(line);
            }
        }
        if (!found) {
            String ending = lines.isEmpty() || lines.get(0).ending().isEmpty()
                    ? "\n"
                    : lines.get(0).ending();
            if (!changed.isEmpty()) {
                int last = changed.size() - 1;
                changed.set(last, changed.get(last).ended(ending));
            }
            changed.add(EnvLine.of(key, value, ending));
        }
        return new EnvFile(changed);
    }

    /**
     * The same file with another name for a key; its line keeps value, comment and place.
     *
     * @throws IllegalArgumentException for a name that is none, or that has a line of its own
     */
    public EnvFile renamed(String key, String name) {
        if (keys().contains(name)) {
            throw new IllegalArgumentException(name + " is in the file already");
        }
        return new EnvFile(lines.stream()
                .map(line -> key.equals(line.key()) ? line.withKey(name) : line)
                .toList());
    }

    /** The same file without the line of a key; a key that is not there is fine. */
    public EnvFile without(String key) {
        return new EnvFile(
                lines.stream().filter(line -> !key.equals(line.key())).toList());
    }

    /** The file's text; it holds secrets. */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.raw()));
        return text.toString();
    }

    /**
     * Replaces the file in one step, mode 0600, see {@link AtomicFiles#write}.
     *
     * @throws OperatorException {@code FILE_UNWRITABLE}, also when the file is a symbolic link
     */
    public void write(Path file) {
        AtomicFiles.write(file, text().getBytes(StandardCharsets.UTF_8), AtomicFiles.OWNER_ONLY);
    }

    /** Keys only. */
    @Override
    public String toString() {
        return "EnvFile" + keys();
    }
}
