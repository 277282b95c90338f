package com.piprio.e2e.stories;

import com.piprio.e2e.installation.Failpoints;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The upgrader dies where something has just become lasting, again and again in one run: each {@code resume} goes on and
 * dies at the next such point. The ends are the same as without, and nothing is lost.
 */
@Nightly
@Scenario
class CrashAtEachPersistPointIT {
    private static final List<String> OF_AN_UPGRADE = List.of(
            "record-version:after",
            "stop-scheduler:after",
            "replace-api:during",
            "replace-api:after",
            "replace-workers:during",
            "replace-workers:after",
            "start-scheduler:after",
            "replace-web:during",
            "replace-web:after",
            "reload-proxy:after",
            "verify:after",
            "finish:before");
    private static final List<String> OF_A_ROLLBACK = List.of(
            "record-version:after",
            "stop-scheduler:after",
            "restore-bundle:during",
            "restore-bundle:after",
            "replace-api:during",
            "replace-api:after",
            "replace-workers:during",
            "start-scheduler:after",
            "replace-web:after",
            "reload-proxy:after",
            "finish:before");
    private static final List<String> OF_A_RESTORE = List.of(
            "stop-scheduler:after",
            "restore-bundle:during",
            "restore-bundle:after",
            "replace-api:during",
            "replace-workers:after",
            "start-scheduler:after",
            "finish:before");
    /** Where the way back begins: each costs a whole upgrade to get there. */
    private static final List<String> BACK_FROM =
            List.of("create-backup:during", "record-version:after", "replace-api:during", "finish:before");

    private final Platform platform;
    private final String source = "1.4.0";
    private final String target;
    private Installation installation;
    private Snapshot before;

    CrashAtEachPersistPointIT(Platform platform) {
        this.platform = platform;
        this.target = platform.newest();
    }

    @BeforeAll
    void installTheSource() {
        installation = platform.installWithData(source);
        Failpoints.lay(installation);
        before = Snapshot.of(installation);
    }

    @Test
    @Order(1)
    void aBadFailpointIsRefused() {
        installation
                .scriptWithFailpoint("replace-api:later:kill", "status")
                .expectExit(3)
                .expectOutput("UPG-205");
    }

    @Test
    @Order(2)
    void anUpgradeThatGoesBackFromAnywhere() {
        for (String point : BACK_FROM) {
            killedAt(point, "upgrade", target, "--settle", "1s", "--worker-pause", "0s");
            installation.rollback("--confirm-domain", installation.domain()).expectExit(4);
            expectTheSource();
        }
    }

    @Test
    @Order(3)
    void anUpgradeThatGoesOnAfterEachPoint() {
        goesOnAfterEach(OF_AN_UPGRADE, "upgrade", target, "--settle", "1s", "--worker-pause", "0s");
        installation.script("resume").expectExit(0);
        RunningReleases.expect(installation, target);
        StoredHoldings.whenIdle(installation);
        installation.status().expectExit(0);
    }

    @Test
    @Order(4)
    void aRollbackThatGoesOnAfterEachPoint() {
        goesOnAfterEach(OF_A_ROLLBACK, "rollback");
        resume().expectExit(4);
        expectTheSource();
    }

    @Test
    @Order(5)
    void aRestoreThatGoesOnAfterEachPoint() {
        installation.backup().expectExit(0);
        String bundle = installation.newestBundle().getFileName().toString();
        goesOnAfterEach(OF_A_RESTORE, "restore", bundle);
        resume().expectExit(0);
        expectTheSource();
    }

    @Test
    @Order(6)
    void aRestoreThatGoesBackBeforeAndBehindTheExchange() {
        installation.backup().expectExit(0);
        String bundle = installation.newestBundle().getFileName().toString();
        for (String point : List.of("restore-bundle:during", "restore-bundle:after", "start-scheduler:after")) {
            killedAt(point, "restore", bundle, "--confirm-domain", installation.domain());
            installation.rollback("--confirm-domain", installation.domain()).expectExit(0);
            expectTheSource();
        }
    }

    private void goesOnAfterEach(List<String> points, String command, String... arguments) {
        List<String> first = new ArrayList<>(Arrays.asList(arguments));
        if (!command.equals("upgrade")) {
            first.addAll(List.of("--confirm-domain", installation.domain()));
        }
        killedAt(points.get(0), command, first.toArray(String[]::new));
        for (String point : points.subList(1, points.size())) {
            killedAt(
                    point,
                    "resume",
                    "--settle",
                    "1s",
                    "--worker-pause",
                    "0s",
                    "--confirm-domain",
                    installation.domain());
        }
    }

    private void killedAt(String point, String command, String... arguments) {
        installation.scriptWithFailpoint(point + ":kill", command, arguments).expectExit(Failpoints.KILLED);
        String step = point.substring(0, point.indexOf(':'));
        installation
                .script("backups")
                .expectExit(0)
                .expectOutput("in step " + step)
                .expectOutput("scripts/resume.sh");
    }

    private Run resume() {
        return installation.script("resume", "--confirm-domain", installation.domain());
    }

    private void expectTheSource() {
        RunningReleases.expect(installation, source);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
        installation.status().expectExit(0);
    }
}
