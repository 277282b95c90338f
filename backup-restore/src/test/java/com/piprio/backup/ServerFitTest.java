package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.compose.Command;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same guards on a real server are those of {@link RestoreGuardsIT}. */
class ServerFitTest {
    private static final String VERSION = "pg_collation_actual_version";

    private final ScriptedServer server = new ScriptedServer()
            .answer("SHOW server_version", "17.6 (Debian 17.6-0+deb13u1)")
            .answer("pg_available_extension_versions", "pgcrypto", "uuid-ossp")
            .answer("pg_encoding_to_char", "UTF8")
            .answer("FROM pg_database d WHERE d.datname = ? piprio", row(BundleFixture.LOCALE))
            .answer(VERSION, "1");
    private final ServerFit fit = new ServerFit(server.session());

    private String listed = "4; 3079 16384 EXTENSION - pgcrypto \n";
    private String script = "SET client_encoding = 'UTF8';\n";

    /** As the catalogue shows it. */
    private static List<String> row(DatabaseLocale locale) {
        return Arrays.asList(
                locale.encoding(),
                locale.provider().word().substring(0, 1),
                locale.collate(),
                locale.type(),
                locale.name(),
                locale.version());
    }

    private static DatabaseLocale builtin(String encoding, String name, String version) {
        return new DatabaseLocale(encoding, DatabaseLocale.Provider.BUILTIN, "C.UTF-8", "C.UTF-8", name, version);
    }

    private static OperatorException refusal(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "16.9 (Debian)", "17.0", "17.99"})
    void takesTheDumpOfAnOlderServer(String version) {
        assertThatCode(() -> fit.requireMajor(version)).doesNotThrowAnyException();
    }

    @Test
    void refusesTheDumpOfANewerServer() {
        OperatorException refusal = refusal(() -> fit.requireMajor("18.0"));

        assertThat(refusal.expected()).startsWith("PostgreSQL 17.6");
        assertThat(refusal.found()).isEqualTo("PostgreSQL 18.0");
    }

    @Test
    void refusesExtensionsThatTheServerLacks() {
        assertThatCode(() -> fit.requireExtensions(Set.of("pgcrypto"))).doesNotThrowAnyException();
        assertThatCode(() -> fit.requireExtensions(Set.of())).doesNotThrowAnyException();
        OperatorException refusal =
                refusal(() -> fit.requireExtensions(new TreeSet<>(Set.of("pgcrypto", "vector", "postgis"))));

        assertThat(refusal.expected()).isEqualTo("pgcrypto, postgis, vector");
        assertThat(refusal.found()).isEqualTo("missing, or only for a superuser: postgis, vector");
    }

    @Test
    void refusesAnotherEncoding() {
        assertThatCode(() -> fit.requireEncoding("UTF8", "piprio")).doesNotThrowAnyException();

        assertThat(refusal(() -> fit.requireEncoding("LATIN1", "piprio")).expected())
                .isEqualTo("UTF8");
        server.answer("LIMIT 1 piprio", "LATIN1");
        assertThatCode(() -> fit.requireEncoding("LATIN1", "piprio")).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseThatSortsAsTheDumpedOneNeedsNoWarning() {
        assertThat(fit.requireLocale(BundleFixture.LOCALE, "piprio")).isEmpty();
    }

    @Test
    void saysWhenTheBundleDoesNotTellHowItsDatabaseSorted() {
        assertThat(fit.requireLocale(null, "piprio"))
                .singleElement()
                .asString()
                .contains("does not say how its database sorted texts");
    }

    @Test
    void refusesTheEncodingOfTheRecordedLocale() {
        OperatorException refusal = refusal(() -> fit.requireLocale(builtin("LATIN1", "C.UTF-8", "1"), "piprio"));

        assertThat(refusal.expected()).isEqualTo("UTF8");
        assertThat(refusal.found()).isEqualTo("LATIN1");
    }

    @Test
    void refusesALocaleThatTheServerLacks() {
        server.refuse("provider = builtin", "invalid locale name\nfor provider");
        OperatorException refusal = refusal(() -> fit.requireLocale(BundleFixture.LOCALE, "piprio"));

        assertThat(refusal.expected()).isEqualTo("the locale builtin C.UTF-8");
        assertThat(refusal.found()).isEqualTo("invalid locale name?for provider");
    }

    @Test
    void refusesALocaleOfWhichTheLibraryOfTheServerLacksItsPart() {
        server.refuse("provider = libc", "could not create locale");

        assertThat(refusal(() -> fit.requireLocale(BundleFixture.LOCALE, "piprio"))
                        .expected())
                .isEqualTo("the locale libc C.UTF-8");
    }

    @Test
    void saysWhenTheDatabaseWillSortInAnotherWayThanNow() {
        assertThat(fit.requireLocale(builtin("UTF8", "C", "1"), "piprio"))
                .containsExactly("the database will sort texts by builtin C, as it did when the bundle was made, and no"
                        + " more by builtin C.UTF-8");
        // Where there is no database there is nothing that changes.
        server.answer("FROM pg_database d WHERE d.datname = ? another");
        assertThat(fit.requireLocale(builtin("UTF8", "C", "1"), "another")).isEmpty();
    }

    @Test
    void saysWhenTheRulesHaveAnotherVersionHere() {
        server.answer(VERSION, "2");

        assertThat(fit.requireLocale(BundleFixture.LOCALE, "piprio"))
                .singleElement()
                .asString()
                .startsWith("texts sort by version 1 of builtin C.UTF-8 in the bundle, and by version 2 here");
        assertThat(fit.requireLocale(builtin("UTF8", "C.UTF-8", null), "piprio"))
                .isEmpty();
    }

    @Test
    void rulesWithoutAVersionHereAreNoOthers() {
        server.answer(VERSION, Arrays.asList((String) null));

        assertThat(fit.requireLocale(BundleFixture.LOCALE, "piprio")).isEmpty();
    }

    private ProcessResult read(Command command) {
        return new ProcessResult(0, command.argv().contains("-l") ? listed : script, "");
    }

    private List<String> requireAll() {
        Path backups = Path.of("backups");
        Bundle bundle = new Bundle(
                BundleFixture.ID,
                backups.resolve(BundleFixture.ID.value()),
                BundleFixture.manifest(List.of(), 0, 0),
                VerificationLevel.FILES,
                null);
        return fit.requireAll(bundle, InstallationInTest.own(this::read, backups, new BundleKeys(Path.of("nowhere"))));
    }

    /** What comes first in a restore is broken last. */
    @Test
    void eachOfTheGuardsStandsBeforeARestore() {
        assertThat(requireAll()).isEmpty();

        server.answer(VERSION, "2");
        assertThat(requireAll()).hasSize(1);
        script = "SET client_encoding = 'LATIN1';\n";
        assertThat(refusal(this::requireAll).found()).isEqualTo("LATIN1");
        listed = "4; 3079 16384 EXTENSION - vector \n";
        assertThat(refusal(this::requireAll).found()).isEqualTo("missing, or only for a superuser: vector");
        server.answer("SHOW server_version", "16.9");
        assertThat(refusal(this::requireAll).expected()).isEqualTo("PostgreSQL 16.9 or older");
    }
}
