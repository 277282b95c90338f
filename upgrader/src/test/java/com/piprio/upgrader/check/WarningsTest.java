package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.newer;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Release;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no obstacle and worth knowing, and where nothing is: files and ports that one release changes. */
class WarningsTest {
    private static final String FILE =
            "{path: mine.cfg, owner: operator, format: 1, reads: [1], mode: \"0600\", unknownKeysRefused: false, summary: a}";
    private static final String PORT =
            "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9, enabled: true}";

    @TempDir
    private Path directory;

    private Checked installation;

    @BeforeEach
    void prepare() {
        installation = new Checked(directory);
    }

    private void writeFile(String permissions) throws IOException {
        installation.write("mine.cfg", "text\n");
        Files.setPosixFilePermissions(directory.resolve("mine.cfg"), PosixFilePermissions.fromString(permissions));
    }

    private static Release with(String version, String list, String entry) {
        return newer(version, "  # " + list, entry.isEmpty() ? "  # none" : "  - " + entry);
    }

    private CheckResult files(String before, String after) {
        return installation.along(with("1.6.0", "files", before), with("1.7.0", "files", after));
    }

    private CheckResult ports(String before, String after) {
        return installation.along(with("1.6.0", "ports", before), with("1.7.0", "ports", after));
    }

    private static List<String> hits(CheckResult result, String rule) {
        return result.hops().get(0).hits().stream()
                .filter(hit -> hit.rule().equals(rule))
                .map(hit -> hit.resolution().word() + ": " + hit.meaning())
                .toList();
    }

    private static List<String> about(CheckResult result, String subject) {
        return result.warnings().stream()
                .filter(warning -> warning.startsWith(subject))
                .toList();
    }

    private static String remedy(String id) {
        return ContractDiff.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .map(Rule::remedy)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOldFormThatIsStillReadIsToldWhereThereIsSuchAFile() throws IOException {
        String newForm = FILE.replace("format: 1, reads: [1]", "format: 2, reads: [1, 2]");
        assertThat(hits(files(FILE, newForm), "F3b")).containsExactly("unused: there is no such file");
        assertThat(about(files(FILE, newForm), "mine.cfg")).isEmpty();

        writeFile("rw-------");

        assertThat(hits(files(FILE, newForm), "F3b")).containsExactly("unused: the old form is still read");
        assertThat(about(files(FILE, newForm), "mine.cfg"))
                .containsExactly("mine.cfg is in a form that will end: " + remedy("F3b"));
    }

    @Test
    void aFormThatIsNotReadAnyMoreMattersWhereThereIsSuchAFile() throws IOException {
        String newForm = FILE.replace("format: 1, reads: [1]", "format: 2, reads: [2]");
        assertThat(hits(files(FILE, newForm), "F3c")).containsExactly("unused: there is no such file");

        writeFile("rw-------");

        assertThat(about(files(FILE, newForm), "see that mine.cfg")).hasSize(1);
    }

    @Test
    void unknownKeysOfAnotherFileAreTold() throws IOException {
        String strict = FILE.replace("unknownKeysRefused: false", "unknownKeysRefused: true");
        assertThat(hits(files(FILE, strict), "F4")).containsExactly("unused: there is no such file");
        assertThat(about(files(FILE, strict), "mine.cfg")).isEmpty();

        writeFile("rw-------");

        assertThat(about(files(FILE, strict), "mine.cfg")).containsExactly("mine.cfg: " + remedy("F4"));
    }

    @Test
    void aModeMattersWhereItIsNotThatOfTheFile() throws IOException {
        String shared = FILE.replace("0600", "0640");
        assertThat(hits(files(FILE, shared), "F5")).containsExactly("unused: there is no such file");
        writeFile("rw-------");
        assertThat(hits(files(FILE, shared), "F5")).containsExactly("action: give the file its mode");
        writeFile("rw-r-----");
        assertThat(hits(files(FILE, shared), "F5")).containsExactly("unused: it is as the release wants it");
        assertThat(about(files(FILE, shared), "mine.cfg")).isEmpty();
    }

    /** The release before knows no file of the path that the newer one names as the former. */
    @Test
    void aFileThatIsSaidToHaveMovedFromNowhereIsTheOneOfItsPath() throws IOException {
        String after = FILE.replace("path: mine.cfg", "path: mine.cfg, movedFrom: old.cfg")
                .replace("0600", "0640");
        writeFile("rw-------");

        assertThat(hits(files(FILE, after), "F5")).containsExactly("action: give the file its mode");
    }

    @Test
    void anotherOwnerIsTold() throws IOException {
        String ofTheRelease = FILE.replace("owner: operator", "owner: release");
        writeFile("rw-------");

        assertThat(about(files(FILE, ofTheRelease), "mine.cfg belongs"))
                .containsExactly("mine.cfg belongs to the release from now on: an upgrade replaces it");
        assertThat(about(files(ofTheRelease, FILE), "mine.cfg belongs"))
                .containsExactly("mine.cfg belongs to you from now on: no upgrade replaces it");
    }

    @Test
    void aFileThatGoesIsToldWhereItIs() throws IOException {
        assertThat(about(files(FILE, ""), "mine.cfg")).isEmpty();
        writeFile("rw-------");

        assertThat(hits(files(FILE, ""), "F5")).containsExactly("unused: nothing reads it any more");
        assertThat(about(files(FILE, ""), "mine.cfg")).containsExactly("mine.cfg is not read any more");
        assertThat(hits(files(FILE.replace("operator", "release"), ""), "F7"))
                .containsExactly("unused: nothing reads it any more");
    }

    @Test
    void aMovedFileIsCopiedUnlessItIsThereAlready() throws IOException {
        String moved = FILE.replace("path: mine.cfg", "path: ours.cfg, movedFrom: mine.cfg");
        assertThat(hits(files(FILE, moved), "F5")).containsExactly("unused: there is no such file");
        writeFile("rw-------");
        assertThat(hits(files(FILE, moved), "F5"))
                .containsExactly("action: copy the file; the running release needs the old one");
        installation.write("ours.cfg", "text\n");
        assertThat(hits(files(FILE, moved), "F5")).containsExactly("unused: it is there already");
    }

    @Test
    void aNewTextMattersToWhoeverHasAnother() throws IOException {
        String before = FILE.replace("summary", "sha256: " + "a".repeat(64) + ", summary");
        writeFile("rw-------");
        String own = OperatorFiles.read(installation.installation()).sha256("mine.cfg");
        String after = FILE.replace("summary", "sha256: " + own + ", summary");

        assertThat(hits(files(before, after), "F6")).containsExactly("unused: there is nothing to merge");
        assertThat(about(files(before, after), "mine.cfg")).isEmpty();
        installation.write("mine.cfg", "another text\n");
        assertThat(hits(files(before, after), "F6")).containsExactly("unused: your text stays");
        assertThat(about(files(before, after), "mine.cfg")).containsExactly("mine.cfg: " + remedy("F6"));
        Files.delete(directory.resolve("mine.cfg"));
        assertThat(hits(files(before, after), "F6")).containsExactly("unused: there is nothing to merge");
    }

    @Test
    void aNewPortIsToldToTheFirewall() {
        assertThat(about(ports("", PORT), "api:9"))
                .containsExactly("api:9 is published on 0.0.0.0:9: let the firewall know");
    }

    @Test
    void aPortThatIsOnFromNowOnIsANewOne() {
        String off = PORT.replace("enabled: true", "enabled: false");

        assertThat(hits(ports(off, PORT), "P2")).containsExactly("unused: 0.0.0.0:9 is free");
        assertThat(about(ports(off, PORT), "api:9"))
                .containsExactly("api:9 is published on 0.0.0.0:9: let the firewall know");
        assertThat(hits(ports(PORT, off), "P2")).containsExactly("unused: 0.0.0.0:9 stays");
        assertThat(hits(
                        installation
                                .listening("0.0.0.0:9")
                                .along(with("1.6.0", "ports", off), with("1.7.0", "ports", PORT)),
                        "P2"))
                .containsExactly("block: 0.0.0.0:9 is taken, or no address of this host");
    }

    @Test
    void aPortThatGoesIsTold() {
        assertThat(about(ports(PORT, ""), "api:9")).containsExactly("api:9 is not published any more; " + remedy("P2"));
    }

    @Test
    void aPortThatStaysWhereItIsIsToldToo() {
        assertThat(about(ports(PORT, PORT.replace("tcp", "udp")), "api:9"))
                .singleElement()
                .asString()
                .endsWith("; see that clients do not notice");
    }

    @Test
    void aPortThatGoesElsewhereIsToldWithWhatToDo() {
        assertThat(about(ports(PORT, PORT.replace("host: 9", "host: 10")), "api:9"))
                .singleElement()
                .asString()
                .endsWith("; " + remedy("P2"));
    }

    @Test
    void anAddressThatAVariableChoosesIsChosen() {
        String set = PORT.replace("enabled: true", "variables: [PIPRIO_DOMAIN]");
        String unset = PORT.replace("enabled: true", "variables: [PIPRIO_TOKEN]");
        installation.without("PIPRIO_TOKEN");

        assertThat(hits(ports(set, set.replace("0.0.0.0", "127.0.0.1")), "P2"))
                .containsExactly("unused: docs.example.org:9 stays");
        assertThat(ports(unset, unset.replace("0.0.0.0", "127.0.0.1")).refusing().stream()
                        .flatMap(hit -> hit.lines().stream()))
                .contains("PIPRIO_TOKEN=0.0.0.0   (as before)", "PIPRIO_TOKEN=127.0.0.1   (as the release has it)");
    }

    @Test
    void overridesAreTold() {
        assertThat(about(files("", ""), "docker-compose.override")).isEmpty();
        installation.write("docker-compose.override.yml", "services: {}\n");

        assertThat(about(files("", ""), "docker-compose.override"))
                .containsExactly("docker-compose.override.yml is no part of an installation: an upgrade starts services"
                        + " without what it says");
    }
}
