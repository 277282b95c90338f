package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.compose.DockerEngine;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxySocketTest {
    private static final String SOCAT =
            "docker exec --interactive proxy-id socat - UNIX-CONNECT:/run/haproxy/admin.sock";
    private static final String CHECK = "docker exec proxy-id haproxy -c -f /etc/piprio/proxy/haproxy.cfg.new";
    private static final String RELOAD = "docker kill --signal USR2 proxy-id";

    private static final Path CONTRACT = Path.of("../docs/contract.md");

    @TempDir
    private Path directory;

    private final ScriptedRunner runner = new ScriptedRunner();
    private final List<Duration> pauses = new ArrayList<>();
    private Installation installation;
    private HaproxySocket proxy;

    @BeforeEach
    void installAProxy() throws IOException {
        installation = InstallationDirectory.in(directory);
        proxy = proxyAmong(Containers.of("proxy", "proxy-id"));
        runner.on("set server", "").on(RELOAD, "").on(CHECK, "");
    }

    private HaproxySocket proxyAmong(Containers containers) {
        return proxyAmong(containers, pauses::add);
    }

    private HaproxySocket proxyAmong(Containers containers, Consumer<Duration> pause) {
        DockerEngine docker = new DockerEngine(runner);
        return new HaproxySocket(docker, containers, installation, new AdminSocket(docker, containers, pause));
    }

    private void serves(String address, int port, int used) {
        runner.on(
                "show servers conn api",
                "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb idle_lim"
                        + " idle_cur idle_per_thr[2]\napi/api 3/1 " + address + " " + port + " - 5000 " + used
                        + " 7 1 0 0 -1 0 0 0\n\n");
    }

    @Test
    void holdsByAPortThatRefuses() {
        serves("127.0.0.1", 9, 0);

        proxy.hold("api");

        assertThat(runner.inputs())
                .containsExactly("set maxconn server api/api 1; set server api/api addr 127.0.0.1 port 9;"
                        + " set server api/api state ready;"
                        + " show servers conn api");
        assertThat(runner.lines()).containsOnly(SOCAT);
    }

    @Test
    void releasesToTheNewAddress() {
        serves("172.20.0.5", 8080, 0);

        proxy.release("api", "172.20.0.5");

        assertThat(runner.inputs())
                .containsExactly("set server api/api addr 172.20.0.5 port 8080; set server api/api state ready;"
                        + " set server api/api-next state maint; set maxconn server api/api 0;"
                        + " del map virt@maintenance message; show servers conn api");
    }

    @Test
    void admitsSomeAtATimeAndSaysHowManyWait() {
        runner.on(
                "show stat api",
                "\n# pxname,svname,qcur,qmax,scur\napi,BACKEND,731,800,850\n\n# bkname/svname bkid/svid addr port -"
                        + " purge_delay used_cur\napi/api 3/1 172.20.0.5 8080 - 5000 48\n");

        assertThat(proxy.admit("api", "172.20.0.5", 48)).isEqualTo(731);

        assertThat(runner.inputs())
                .containsExactly("set server api/api addr 172.20.0.5 port 8080; set server api/api state ready;"
                        + " set server api/api-next state maint; set maxconn server api/api 48;"
                        + " show stat api 2 -1; show servers conn api");
    }

    private void bothServe(String main, int used, String next, int nextUsed) {
        String answer =
                "\n# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb"
                        + " idle_lim idle_cur idle_per_thr[2]\napi/api 3/1 " + main + " 8080 - 5000 " + used
                        + " 7 1 0 0 -1 0 0 0\napi/api-next 3/2 " + next + " 8080 - 5000 " + nextUsed
                        + " 7 1 0 0 -1 0 0 0\n\n";
        runner.on("show servers conn api", answer).on("set server", answer);
    }

    @Test
    void aPartGoesToTheNextSlotAndNeverMoreThanThat() {
        bothServe("172.20.0.5", 4, "172.20.0.6", 1);

        proxy.share("api", "172.20.0.6", 20);

        assertThat(runner.inputs())
                .containsExactly("set server api/api weight 80; set server api/api-next weight 20;"
                        + " set server api/api-next addr 172.20.0.6 port 8080; set server api/api-next state ready;"
                        + " show servers conn api");
    }

    @Test
    void divertsToTheNextSlotAndCountsWhatIsLeft() {
        bothServe("172.20.0.5", 4, "172.20.0.6", 1);

        assertThat(proxy.divert("api", "172.20.0.6")).isEqualTo(4);

        assertThat(runner.inputs())
                .containsExactly(
                        "set server api/api-next addr 172.20.0.6 port 8080; set server api/api-next state ready;"
                                + " set server api/api state maint; show servers conn api");
    }

    @Test
    void aProxyThatRestartedWithThePinnedAddressHasNothingInFlightElsewhere() {
        bothServe("172.20.0.6", 4, "172.20.0.6", 2);

        assertThat(proxy.divert("api", "172.20.0.6")).isZero();
    }

    @Test
    void aConfigurationWithoutASecondSlotCannotDivert() {
        serves("172.20.0.5", 8080, 0);
        runner.on(
                "set server",
                "No such server.\n# bkname/svname bkid/svid addr port - purge_delay used_cur\n"
                        + "api/api 3/1 172.20.0.5 8080 - 5000 0\n");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.divert("api", "172.20.0.6"))
                .satisfies(problem -> assertThat(problem.expected()).startsWith("server api/api-next in "));
    }

    @Test
    void announcesMaintenanceInOneArgument() {
        runner.on("set map", "entry not found.\n").on("add map", "").on("show map", "0x5 message Piprio moves\n");

        proxy.announceMaintenance("Piprio moves; it's \"new\"\n<b> \\o/");

        String words = "Piprio\\ moves\\;\\ it's\\ \"new\"\\ \\<b>\\ \\\\o/";
        assertThat(runner.inputs())
                .containsExactly(
                        "set map virt@maintenance message " + words,
                        "add map virt@maintenance message " + words,
                        "show map virt@maintenance");
    }

    @Test
    void anAnnouncementThatDidNotTakeIsAnError() {
        runner.on("set map", "").on("show map", "\n");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.announceMaintenance("x"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.PROXY_FAILED));
    }

    @Test
    void aRestartedProxyIsToldWhichOfTwoContainersServes() throws IOException {
        proxy.pin("web", "172.20.0.7");
        Path file = installation.proxyConfiguration().resolveSibling("server-state");

        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .startsWith("1")
                .endsWith("1 web 1 web 172.20.0.7 2 0 1 1 0 1 0 2 0 0 0 0 web 8080 - 0 0 - - 0");
        assertThat(Files.readString(CONTRACT)).contains(Files.readAllLines(file).get(1));
        assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);

        proxy.unpin();
        proxy.unpin();
        assertThat(file).doesNotExist();
    }

    @Test
    void countsRequestsInFlight() {
        serves("172.20.0.5", 8080, 3);

        assertThat(proxy.inFlight("api")).isEqualTo(3);
    }

    @Test
    void aHoldThatDidNotTakeIsAnError() {
        serves("172.20.0.5", 8080, 0);

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.hold("api"))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.PROXY_FAILED);
                    assertThat(problem.expected()).isEqualTo("api/api at port 9");
                    assertThat(problem.found()).isEqualTo("172.20.0.5 port 8080");
                });
    }

    @Test
    void thereIsNothingToHoldWhileTheServiceHasNoAddress() {
        serves("-", 8080, 0);

        proxy.hold("api");

        assertThat(runner.inputs()).anyMatch(line -> line.contains("set server api/api addr 127.0.0.1 port 9;"));
    }

    @Test
    void aServerThatTheProxyDoesNotKnowIsAnErrorAlthoughItsExitCodeIsZero() {
        runner.on("set server", "No such server.\n").on("show servers conn api", "Can't find backend.\n");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.release("api", "172.20.0.5"))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.PROXY_FAILED);
                    assertThat(problem.found()).isEqualTo("Can't find backend.");
                });
    }

    @Test
    void aSocketThatDoesNotAnswerIsAnError() {
        runner.failing("set server", "socat: Connection refused");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.hold("api"))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.PROXY_FAILED);
                    assertThat(problem.found()).contains("Connection refused");
                    assertThat(problem.remedy()).contains("logs --tail 50 proxy");
                });
        assertThat(pauses).hasSize(19).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void aProxyThatRestartsIsToldAgainWhenItIsBack() {
        List<ServiceContainer> found =
                new ArrayList<>(Containers.of("proxy", "proxy-id").containers());
        ServiceContainer running = found.get(0);
        HaproxySocket patient = proxyAmong(new Containers(found), pause -> {
            pauses.add(pause);
            if (pauses.size() == 11) {
                found.set(0, running);
                serves("172.20.0.6", 8080, 0);
            }
        });
        serves("127.0.0.1", 9, 0);
        patient.hold("api");
        found.set(0, new ServiceContainer("proxy-id", "proxy", 1, false, 0, 0, "sha256:1", null, null));
        runner.failing("set server", "Error response from daemon: Container proxy-id is not running");

        patient.release("api", "172.20.0.6");

        assertThat(pauses).hasSize(11);
    }

    @Test
    void aProxyThatWasMadeAnewIsFoundAgain() {
        serves("127.0.0.1", 9, 0);
        List<ServiceContainer> found =
                new ArrayList<>(Containers.of("proxy", "proxy-id").containers());
        HaproxySocket patient = proxyAmong(new Containers(found));
        patient.hold("api");
        found.set(0, Containers.of("proxy", "other-id").containers().get(0));
        runner.failing("exec --interactive proxy-id", "No such container");

        assertThat(patient.inFlight("api")).isZero();
        assertThat(runner.lines()).last().asString().contains("other-id");
    }

    @Test
    void withoutAProxyNothingIsSent() {
        HaproxySocket none = proxyAmong(new Containers(List.of()));

        assertThatThrownBy(() -> none.hold("api"))
                .isInstanceOf(OperatorException.class)
                .hasMessage("UPG-411 proxy does not run");
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void reloadsAfterTheCheck() throws IOException {
        proxy.reload("# new\n");

        assertThat(runner.lines()).containsExactly(CHECK, RELOAD);
        assertThat(installation.proxyConfiguration()).hasContent("# new\n");
        assertThat(filesBeside()).containsExactly("haproxy.cfg");
    }

    @Test
    void aReloadEndsHolds() {
        proxy.endHolds();

        assertThat(runner.lines()).containsExactly(RELOAD);
    }

    @Test
    void theSameConfigurationNeedsNoReload() {
        proxy.reload("# as installed\n");

        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void aConfigurationThatTheProxyRefusesIsNotPutInPlace() throws IOException {
        runner.failing(CHECK, "unknown keyword 'sever'");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> proxy.reload("# bad\n"))
                .satisfies(problem -> assertThat(problem.found()).contains("unknown keyword 'sever'"));
        assertThat(installation.proxyConfiguration()).hasContent("# as installed\n");
        assertThat(runner.lines()).containsExactly(CHECK);
        assertThat(filesBeside()).containsExactly("haproxy.cfg");
    }

    @Test
    void aReloadThatWasInterruptedBeforeTheSignalIsMadeUpFor() throws IOException {
        runner.failing(RELOAD, "interrupted");
        assertThatThrownBy(() -> proxy.reload("# new\n")).isInstanceOf(OperatorException.class);
        assertThat(installation.proxyConfiguration()).hasContent("# new\n");

        runner.on(RELOAD, "");
        proxy.reload("# new\n");

        assertThat(runner.lines()).containsExactly(CHECK, RELOAD, CHECK, RELOAD);
        assertThat(filesBeside()).containsExactly("haproxy.cfg");
    }

    private List<String> filesBeside() throws IOException {
        try (var files = Files.list(installation.proxyConfiguration().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
