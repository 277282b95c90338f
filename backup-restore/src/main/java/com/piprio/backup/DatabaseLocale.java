package com.piprio.backup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a database stores and sorts texts, unless a column says otherwise.
 *
 * @param encoding by PostgreSQL's name, such as {@code UTF8}
 * @param provider whose rules sort
 * @param collate what the C library sorts by; every database has one, whoever sorts
 * @param type by which the C library tells letters from digits
 * @param name of the locale at its provider; null for that of the C library, which has the two before it
 * @param version of the rules on the server at that time; null where the provider has none
 */
public record DatabaseLocale(
        String encoding,
        Provider provider,
        String collate,
        String type,
        @Nullable String name,
        @Nullable String version) {

    private static final Pattern ENCODING = Pattern.compile("[A-Z][A-Z0-9_]{0,30}");
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{0,200}");

    /** By the letter of the catalogue; columns that not every version has are asked for by their names. */
    private static final String QUESTION = """
            SELECT pg_encoding_to_char(d.encoding), d.datlocprovider::text, d.datcollate::text, d.datctype::text,
                   coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
                   pg_database_collation_actual_version(d.oid)
            FROM pg_database d WHERE d.datname = ?
            """;

    /** Where the rules come from. */
    public enum Provider {
        LIBC("c"),
        ICU("i"),
        BUILTIN("b");

        private final String letter;

        Provider(String letter) {
            this.letter = letter;
        }

        /** As SQL and manifests name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Provider having(Predicate<Provider> property, String text) {
            return Arrays.stream(values())
                    .filter(property)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no provider of locales: " + text));
        }

        private static Provider ofLetter(String letter) {
            return having(provider -> provider.letter.equals(letter), letter);
        }

        static Provider ofWord(String word) {
            return having(provider -> provider.word().equals(word), word);
        }

        static boolean isWord(String word) {
            return Arrays.stream(values()).anyMatch(provider -> provider.word().equals(word));
        }
    }

    static boolean wellFormedEncoding(String encoding) {
        return ENCODING.matcher(encoding).matches();
    }

    static boolean wellFormed(String name) {
        return NAME.matcher(name).matches();
    }

    /** That of a database of the server, with the version that its library has now; empty when there is no such database. */
    static Optional<DatabaseLocale> of(PostgresSession session, String database) {
        return session.first(
                QUESTION,
                row -> new DatabaseLocale(
                        row.getString(1),
                        Provider.ofLetter(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                database);
    }

    /** Whether both sort alike, as far as names can tell. */
    boolean sameAs(DatabaseLocale other) {
        return inWords().equals(other.inWords());
    }

    /** For operators, such as {@code builtin C.UTF-8}. */
    String inWords() {
        return name == null ? libraryInWords() : provider.word() + " " + name;
    }

    /** The part of it that the C library has. */
    String libraryInWords() {
        return "libc " + (collate.equals(type) ? collate : collate + " (letters: " + type + ")");
    }

    /** What {@code CREATE DATABASE} is told to make one like it; begins with a space. */
    String creation() {
        String sql = " ENCODING " + PostgresSession.literal(encoding) + " LOCALE_PROVIDER " + provider.word()
                + " LC_COLLATE " + PostgresSession.literal(collate) + " LC_CTYPE " + PostgresSession.literal(type);
        return name == null ? sql : sql + " " + provider.name() + "_LOCALE " + PostgresSession.literal(name);
    }

    /** What {@code CREATE COLLATION} is told to sort like it. */
    String collation() {
        return name == null ? libraryCollation() : "provider = " + provider.word() + ", locale = " + literalName();
    }

    /** What {@code CREATE COLLATION} is told for the part of it that the C library has. */
    String libraryCollation() {
        return "provider = libc, lc_collate = " + PostgresSession.literal(collate) + ", lc_ctype = "
                + PostgresSession.literal(type);
    }

    private String literalName() {
        return PostgresSession.literal(String.valueOf(name));
    }
}
