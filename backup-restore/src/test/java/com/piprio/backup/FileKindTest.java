package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
    private static final int DIRECTORY = 0040000;
    private static final int PLAIN_FILE = 0100000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int PIPE = 0010000;

    private static FileKind kind(int mode) {
        return new FileKind(mode, 12, 1);
    }

    private static OperatorException refusal(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal;
    }

    @Test
    void takesWhatIsOfItsOwnerAlone() {
        assertThatCode(() -> {
                    kind(DIRECTORY | 0700).requireDirectory("a");
                    kind(PLAIN_FILE | 0600).requireSinglePlainFile("a");
                    new FileKind(PLAIN_FILE | 0400, 12, 2).requirePlainFile("a");
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {PLAIN_FILE, PIPE})
    void whatIsNoDirectoryIsRefused(int type) {
        assertThat(refusal(() -> kind(type | 0700).requireDirectory("a")).problem())
                .isEqualTo("a: is not a directory");
    }

    @ParameterizedTest
    @ValueSource(ints = {DIRECTORY, PIPE})
    void whatIsNoPlainFileIsRefused(int type) {
        assertThat(refusal(() -> kind(type | 0600).requirePlainFile("a")).problem())
                .isEqualTo("a: is not a plain file");
    }

    @Test
    void aLinkIsNamedAsOne() {
        assertThat(refusal(() -> kind(SYMBOLIC_LINK | 0700).requireDirectory("a"))
                        .problem())
                .isEqualTo("a: is a symbolic link");
        assertThat(refusal(() -> kind(SYMBOLIC_LINK | 0700).requirePlainFile("a"))
                        .problem())
                .isEqualTo("a: is a symbolic link");
        assertThat(refusal(() -> new FileKind(PLAIN_FILE | 0600, 12, 2).requireSinglePlainFile("a"))
                        .problem())
                .contains("a hard link");
    }

    @ParameterizedTest
    @ValueSource(ints = {0040, 0020, 0010, 0004, 0002, 0001})
    void nobodyElseHasAnyRight(int right) {
        assertThat(refusal(() -> kind(PLAIN_FILE | 0600 | right).requirePlainFile("a"))
                        .found())
                .isEqualTo("mode 0" + Integer.toOctalString(0600 | right));
        assertThat(refusal(() -> kind(DIRECTORY | 0700 | right).requireDirectory("a"))
                        .found())
                .isEqualTo("mode 0" + Integer.toOctalString(0700 | right));
    }
}
