package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    private static final String FILE = """
            # Piprio on-prem

            PIPRIO_VERSION=1.4.0   # changed by upgrades
            export PIPRIO_DOMAIN = docs.example.com
              PIPRIO_DB_PASSWORD='p$a#s=s "x"'
            PIPRIO_EMPTY=
            PIPRIO_LOG_LEVEL="INFO"
            """;

    @TempDir
    Path directory;

    private static EnvFile parse(String text) {
        return EnvFile.parse(text, ".env");
    }

    private static OperatorException thrownBy(ThrowingCallable call) {
        OperatorException thrown = catchThrowableOfType(OperatorException.class, call);
        assertThat(thrown).as("an OperatorException").isNotNull();
        return thrown;
    }

    @Test
    void readsValuesInOrder() {
        EnvFile file = parse(FILE);

        assertThat(file.keys())
                .containsExactly(
                        "PIPRIO_VERSION", "PIPRIO_DOMAIN", "PIPRIO_DB_PASSWORD", "PIPRIO_EMPTY", "PIPRIO_LOG_LEVEL");
        assertThat(file.values().values()).containsExactly("1.4.0", "docs.example.com", "p$a#s=s \"x\"", "", "INFO");
        assertThat(file.value("PIPRIO_NONE")).isEmpty();
    }

    /** Each expected value is what Compose 2.26.1 makes of the line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a#b => a#b",
                "a #b => a",
                "'a#b' # c => a#b",
                "\"a\\tb\\\\c\\\"d\" => a\tb\\c\"d",
                "'it\\'s' => it's",
                "  spaced value   => spaced value",
                "'a$b' => a$b",
                "\"tab\\\\n\" => tab\\n",
                "'a\\\\b' => a\\\\b",
                "a\\nb => a\\nb",
                "a\"b => a\"b",
                "\"a'b\" => a'b",
                "a=b==c => a=b==c",
                "'' => ",
                "a\tb\t#c => a\tb\t#c"
            })
    void readsAValueAsComposeDoes(String line) {
        String written = line.substring(0, line.indexOf(" => "));
        String value = line.substring(line.indexOf(" => ") + 4);

        assertThat(parse("KEY=" + written + "\n").value("KEY")).hasValue(value);
        assertThat(parse("KEY=" + written + "\r\n").value("KEY")).hasValue(value);
        assertThat(parse("KEY=" + written).value("KEY")).hasValue(value);
    }

    @Test
    void isWrittenAsItWasRead() {
        for (String text : new String[] {
            "", FILE, FILE.replace("\n", "\r\n"), "A=1", "\uFEFFA=1\n#", "\n\n\tA=\t'1'\t# x\n \n", "# only a comment"
        }) {
            assertThat(parse(text).text()).isEqualTo(text);
        }
    }

    @Test
    void changesOneValueAndNothingElse() {
        EnvFile file = parse(FILE)
                .with("PIPRIO_VERSION", "1.5.0")
                .with("PIPRIO_DB_PASSWORD", "new $ecret")
                .with("PIPRIO_LOG_LEVEL", "DEBUG");

        assertThat(file.text())
                .isEqualTo(FILE.replace("1.4.0", "1.5.0")
                        .replace("'p$a#s=s \"x\"'", "'new $ecret'")
                        .replace("\"INFO\"", "DEBUG"));
        assertThat(file.with("PIPRIO_VERSION", "1.4.0").value("PIPRIO_VERSION")).hasValue("1.4.0");
    }

    @Test
    void theSameValueKeepsItsQuotes() {
        assertThat(parse(FILE).with("PIPRIO_LOG_LEVEL", "INFO").text()).isEqualTo(FILE);
    }

    @Test
    void addsANewKeyAtTheEndWithTheLineEndingOfTheFile() {
        assertThat(parse("A=1\n").with("B", "2").text()).isEqualTo("A=1\nB=2\n");
        assertThat(parse("A=1\r\n# end\r\n").with("B", "2").text()).isEqualTo("A=1\r\n# end\r\nB=2\r\n");
        assertThat(parse("A=1").with("B", "2").text()).isEqualTo("A=1\nB=2\n");
        assertThat(parse("").with("B", "2").text()).isEqualTo("B=2\n");
    }

    @Test
    void changesTheLastLineWithoutAddingAnEnding() {
        assertThat(parse("A=1\r\nB=2").with("B", "3").text()).isEqualTo("A=1\r\nB=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "1.5.0", "two words", "#x", "a#b", "a=b", "$x", "it's", "\"q\"", "é", "'", "a\\b"})
    void aValueSurvivesBeingWritten(String value) {
        EnvFile file = parse("").with("KEY", value);

        assertThat(file.value("KEY")).hasValue(value);
        assertThat(parse(file.text()).value("KEY")).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a'$b", "it's\\", "end\\", "bell\u0007", "'\""})
    void refusesAValueThatNoLineCanHold(String value) {
        assertThatThrownBy(() -> parse("").with("KEY", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(value);
    }

    @Test
    void refusesAKeyThatIsNone() {
        assertThatThrownBy(() -> parse("").with("A=B", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse("").with("", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAllMalformedLinesWithTheirNumbers() {
        OperatorException thrown = thrownBy(() -> parse("""
                A=1
                # fine
                NOTHING
                yaml: style
                B="not closed
                C='x' y
                D=a$b
                E="a\\qb"
                F=# no value
                A=2
                1G=x
                """));

        assertThat(thrown.code()).isEqualTo(ErrorCode.ENV_FILE_MALFORMED);
        assertThat(thrown.found()).hasLineCount(9);
        assertThat(thrown.found().lines())
                .containsExactly(
                        "line 3: neither KEY=value nor a comment",
                        "line 4: neither KEY=value nor a comment",
                        "line 5: the quote does not end on its line",
                        "line 6: something follows the closing quote",
                        "line 7: Compose would replace the $; put the value in single quotes",
                        "line 8: a \\ in double quotes; put the value in single quotes",
                        "line 9: a value that begins with # needs quotes, a comment needs its own line",
                        "line 10: A is already set in line 1",
                        "line 11: neither KEY=value nor a comment");
    }

    @Test
    void refusesControlCharacters() {
        assertThat(thrownBy(() -> parse("A=1\rB=2\n")).found()).isEqualTo("line 1: a control character is in the line");
        assertThat(thrownBy(() -> parse("A=\0\n")).found()).isEqualTo("line 1: a control character is in the line");
    }

    @Test
    void neverShowsAValue() {
        EnvFile file = parse("A=s3cret\n");

        assertThat(file).hasToString("EnvFile[A]");
        assertThat(thrownBy(() -> parse("A=s3cret$x\n'B'=s3cret\n"))).satisfies(thrown -> assertThat(
                        thrown.getMessage() + thrown.found() + thrown.expected() + thrown.remedy())
                .doesNotContain("s3cret"));
    }

    @Test
    void requiresAKeyWithAValue() {
        EnvFile file = parse("A=1\nB=\n");

        assertThat(file.require("A")).isEqualTo("1");
        assertThat(thrownBy(() -> file.require("B")).code()).isEqualTo(ErrorCode.ENV_KEY_MISSING);
        assertThat(thrownBy(() -> file.require("C")).problem()).isEqualTo("C is missing in .env");
    }

    @Test
    void isReplacedInOneStepAndReadableByNobodyElse() throws IOException {
        Path file = Files.writeString(directory.resolve(".env"), FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        EnvFile.read(file).with("PIPRIO_VERSION", "1.5.0").write(file);

        assertThat(EnvFile.read(file).value("PIPRIO_VERSION")).hasValue("1.5.0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining(entry -> !entry.equals(file));
    }

    @Test
    void refusesToFollowASymbolicLink() throws IOException {
        Path real = Files.writeString(directory.resolve("real"), FILE);
        Path link = Files.createSymbolicLink(directory.resolve(".env"), real);

        assertThat(thrownBy(() -> EnvFile.read(link)).code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(thrownBy(() -> parse("A=1\n").write(link)).code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(real).hasContent(FILE);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void tellsWhatCannotBeRead() throws IOException {
        assertThat(thrownBy(() -> EnvFile.read(directory.resolve("none"))).code())
                .isEqualTo(ErrorCode.ENV_FILE_MISSING);
        assertThat(thrownBy(() -> EnvFile.read(directory)).code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        Path latin = Files.write(directory.resolve("latin"), "A=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(thrownBy(() -> EnvFile.read(latin)).code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
    }

    @Test
    void renamesAKeyAndNothingElse() {
        EnvFile file = parse("# port of the proxy\r\nexport  PORT = '8080' # for us\r\nOTHER=PORT\r\n");

        assertThat(file.renamed("PORT", "HTTP_PORT").text())
                .isEqualTo("# port of the proxy\r\nexport  HTTP_PORT = '8080' # for us\r\nOTHER=PORT\r\n");
        assertThat(file.renamed("PORT", "HTTP_PORT")
                        .renamed("HTTP_PORT", "PORT")
                        .text())
                .isEqualTo(file.text());
        assertThat(file.renamed("ABSENT", "HTTP_PORT").text()).isEqualTo(file.text());
    }

    @Test
    void refusesANameThatIsTakenOrNone() {
        EnvFile file = parse("PORT=1\nOTHER=2\n");

        for (String name : new String[] {"OTHER", "no key"}) {
            assertThatThrownBy(() -> file.renamed("PORT", name)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
