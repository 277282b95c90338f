package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
    private static final String HASH = "0".repeat(64);
    private static final Manifest MANIFEST = BundleFixture.manifest(
            BundleLayout.REQUIRED.stream()
                    .map(path -> new FileEntry(path, 12, HASH))
                    .toList(),
            3,
            99);

    private static OperatorException refusal(byte[] content) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> ManifestFile.read(content));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static OperatorException refusal(String content) {
        return refusal(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text() {
        return new String(ManifestFile.write(MANIFEST), StandardCharsets.UTF_8);
    }

    private static OperatorException refusalAfter(Consumer<ObjectNode> change) throws IOException {
        ObjectNode node = (ObjectNode) StrictJson.MAPPER.readTree(ManifestFile.write(MANIFEST));
        change.accept(node);
        return refusal(StrictJson.MAPPER.writeValueAsBytes(node));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(ManifestFile.read(ManifestFile.write(MANIFEST))).isEqualTo(MANIFEST);
    }

    @Test
    void readsWhatEarlierUpgradersWrote() {
        List<FileEntry> encrypted = new ArrayList<>(MANIFEST.files());
        encrypted.add(new FileEntry(EncryptionHeader.PATH, 12, HASH));
        for (Manifest earlier : List.of(
                ManifestEdit.of(MANIFEST).format(1).done(),
                ManifestEdit.of(MANIFEST).format(2).done(),
                ManifestEdit.of(MANIFEST).format(3).files(encrypted).done())) {
            assertThat(ManifestFile.read(ManifestFile.write(earlier))).isEqualTo(earlier);
            assertThat(earlier.locale()).isNull();
        }
        Manifest now = ManifestEdit.of(MANIFEST).files(encrypted).done();
        assertThat(ManifestFile.read(ManifestFile.write(now)).encrypted()).isTrue();
        assertThat(MANIFEST.encrypted()).isFalse();
    }

    @Test
    void onlyTheNewestFormatSaysWhatTheDumpComesTo() throws IOException {
        assertThat(refusalAfter(node -> node.remove("dump")).problem()).contains("dump", "missing");
        assertThat(refusalAfter(node -> node.put("formatVersion", 2)).problem()).contains("unknown field 'dump'");
        assertThat(refusalAfter(node -> ((ObjectNode) node.get("dump")).put("decodedBytes", -1))
                        .problem())
                .contains("decodedBytes");
        assertThat(refusalAfter(node -> ((ObjectNode) node.get("dump")).put("tables", 2))
                        .problem())
                .contains("unknown field 'tables'");
        assertThat(refusalAfter(node -> ((ObjectNode) node.get("dump")).put("decodedBytes", 1))
                        .problem())
                .contains("was changed");
    }

    @Test
    void readsTheLocaleOfEachProvider() {
        for (DatabaseLocale locale : List.of(
                new DatabaseLocale("UTF8", DatabaseLocale.Provider.LIBC, "de_DE.utf8", "C", null, "2.41"),
                new DatabaseLocale("SQL_ASCII", DatabaseLocale.Provider.LIBC, "C", "C", null, null),
                new DatabaseLocale(
                        "UTF8", DatabaseLocale.Provider.ICU, "C.UTF-8", "C.UTF-8", "und-u-ks-level2", "153.1"),
                new DatabaseLocale("UTF8", DatabaseLocale.Provider.ICU, "C.UTF-8", "C.UTF-8", "", null))) {
            Manifest manifest = ManifestEdit.of(MANIFEST).locale(locale).done();
            assertThat(ManifestFile.read(ManifestFile.write(manifest)).locale()).isEqualTo(locale);
        }
    }

    @Test
    void refusesALocaleThatSaysNothing() throws IOException {
        assertThat(refusalAfter(node -> locale(node).put("provider", "windows")).problem())
                .contains("provider");
        assertThat(refusalAfter(node -> locale(node).put("encoding", "utf8'; DROP"))
                        .problem())
                .contains("encoding");
        assertThat(refusalAfter(node -> locale(node).put("collate", "C\nC")).problem())
                .contains("collate");
        assertThat(refusalAfter(node -> locale(node).remove("name")).problem()).contains("what its provider sorts by");
        assertThat(refusalAfter(node -> locale(node).put("provider", "libc")).problem())
                .contains("what its provider sorts by");
        assertThat(refusalAfter(node -> locale(node).put("rules", "&a < g")).problem())
                .contains("unknown field 'rules'");
    }

    private static ObjectNode locale(ObjectNode manifest) {
        return (ObjectNode) manifest.get("dump").get("locale");
    }

    @Test
    void refusesUnknownMissingAndDuplicateFields() throws IOException {
        assertThat(refusalAfter(node -> node.put("comment", "harmless")).problem())
                .contains("comment");
        assertThat(refusalAfter(node -> node.remove("domain")).problem()).contains("domain", "missing");
        assertThat(refusal(text().replaceFirst("\\{", "{\"domain\": \"other\","))
                        .problem())
                .contains("not valid JSON");
        assertThat(refusal(text().replace("\"jobs\" : 3", "\"jobs\" : 3, \"jobs\" : 3"))
                        .problem())
                .contains("not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "1.5", "9223372036854775808", "1e3", "\"3\"", "null", "NaN", "99999999999999999999999"})
    void refusesNumbersThatCountNothing(String number) {
        assertThat(refusal(text().replace("\"objectCount\" : 3", "\"objectCount\" : " + number))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal(text().replace("\"jobs\" : 3", "\"jobs\" : " + number))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "config/../../x",
                "a//b",
                "a/./b",
                "config/",
                "",
                "config/00",
                "config/x",
                "db/other",
                "Config/0",
                "config/0\u0000",
                "config\\0",
                "config/0 ",
                "manifest.json"
            })
    void refusesPathsThatAreNotOfABundle(String path) throws IOException {
        OperatorException refusal = refusalAfter(node -> ((ArrayNode) node.get("files"))
                .addObject()
                .put("path", path)
                .put("size", 1)
                .put("sha256", HASH));

        assertThat(refusal.problem()).contains("path");
    }

    @Test
    void refusesAFileTwiceAndARequiredFileNotAtAll() throws IOException {
        assertThat(refusalAfter(node -> ((ArrayNode) node.get("files"))
                                .add(node.get("files").get(0)))
                        .problem())
                .contains("twice");
        assertThat(refusalAfter(node -> ((ArrayNode) node.get("files")).remove(0))
                        .problem())
                .contains("db/database.dump");
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        for (int format : List.of(0, Manifest.FORMAT + 1, 1_000_000)) {
            OperatorException refusal = refusalAfter(node -> node.put("formatVersion", format));

            assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
            assertThat(refusal.found()).isEqualTo("format version " + format);
        }
    }

    @Test
    void anEncryptedOneNamesWhatItsKeyFollowsFrom() throws IOException {
        assertThat(refusalAfter(node -> node.put("formatVersion", Manifest.ENCRYPTED_FORMAT))
                        .problem())
                .contains("encrypted");
        assertThat(refusalAfter(node -> ((ArrayNode)
                                        node.put("formatVersion", 2).get("files"))
                                .addObject()
                                .put("path", EncryptionHeader.PATH)
                                .put("size", 1)
                                .put("sha256", HASH))
                        .problem())
                .contains("encrypted");
    }

    @Test
    void refusesEveryChangedFieldByTheSeal() throws IOException {
        for (String field : List.of("deploymentId", "domain", "release")) {
            assertThat(refusalAfter(node -> node.put(field, "other")).problem()).contains("was changed");
        }
    }

    @Test
    void refusesWhatIsNoManifestAtAll() {
        assertThat(refusal("").problem()).contains("is empty");
        assertThat(refusal("[]").problem()).contains("an object is expected");
        assertThat(refusal("\uFEFF" + text()).problem()).contains("not valid JSON");
        assertThat(refusal(text() + "{}").problem()).contains("not valid JSON");
        assertThat(refusal("[".repeat(100_000)).problem()).contains("not valid JSON");
        assertThat(refusal(new byte[] {'{', (byte) 0xff, '}'}).problem()).contains("UTF-8");
        assertThat(refusal(text().getBytes(StandardCharsets.UTF_16)).code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    /** Before the seal is looked at: what is wrong is named. */
    @ParameterizedTest
    @CsvSource({
        "bundle, piprio_20261324T081500Z, is not allowed",
        "schemaVersion, newest, is not allowed",
        "postgresVersion, seventeen, is not allowed",
        "createdAt, yesterday, is not a moment",
        "sha256, abc, is not allowed"
    })
    void namesAFieldThatHasAnotherForm(String field, String value, String problem) throws IOException {
        assertThat(refusalAfter(node -> node.put(field, value)).problem()).contains("field '" + field + "'", problem);
    }

    @Test
    void namesAFileThatIsNotDescribedAsItShould() throws IOException {
        assertThat(refusalAfter(node -> ((ObjectNode) node.get("files").get(0)).put("sha256", "abc"))
                        .problem())
                .contains("field 'sha256'");
        assertThat(refusalAfter(node -> ((ObjectNode) node.get("files").get(0)).put("mode", "0600"))
                        .problem())
                .contains("unknown field 'mode'");
    }

    @Test
    void aFormatSaysWhetherThereIsASignatureAndAnEncryption() {
        Manifest unsigned = ManifestEdit.of(MANIFEST).format(1).done();
        Manifest encrypted = ManifestEdit.of(MANIFEST)
                .files(List.of(new FileEntry(EncryptionHeader.PATH, 1, "a".repeat(64))))
                .done();

        assertThat(List.of(unsigned.signed(), MANIFEST.signed(), encrypted.signed()))
                .containsExactly(false, true, true);
        assertThat(List.of(unsigned.encrypted(), MANIFEST.encrypted(), encrypted.encrypted()))
                .containsExactly(false, false, true);
        assertThat(ManifestFile.read(ManifestFile.write(unsigned))).isEqualTo(unsigned);
    }
}
