package com.piprio.upgrader.cli;

import com.piprio.compose.ComposeProject;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.EngineVersions;
import com.piprio.compose.ProcessRunner;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.upgrader.availability.AvailabilityMeter;
import com.piprio.upgrader.availability.Endpoint;
import com.piprio.upgrader.availability.SocketMeter;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckedPath;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.check.Observed;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.NextName;
import com.piprio.upgrader.plan.CutoverBasis;
import com.piprio.upgrader.platform.BundleBackups;
import com.piprio.upgrader.platform.DockerPlatform;
import com.piprio.upgrader.platform.EngineRequirement;
import com.piprio.upgrader.platform.HaproxySocket;
import com.piprio.upgrader.platform.HttpOutsideProbe;
import com.piprio.upgrader.platform.JdbcSchema;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ReleaseSource;
import com.piprio.upgrader.run.StepWrapping;
import com.piprio.upgrader.run.UnfinishedRun;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The real parts behind every port, for one installation.
 *
 * @param installation the files
 * @param ports the world
 * @param releases the registry, or an archive in its place
 * @param journal what runs did
 * @param unfinished what an earlier run left
 * @param meter measures what clients notice of a run
 * @param passphrase of an encrypted bundle, which no file here opens
 * @param clock the time
 */
record Tools(
        Installation installation,
        Ports ports,
        ReleaseSource releases,
        Journal journal,
        UnfinishedRun unfinished,
        AvailabilityMeter meter,
        PassphraseQuestion passphrase,
        Clock clock) {

    /** What the next run and the next bundle are named after. */
    Instant nextName() {
        return NextName.after(installation, clock.instant());
    }

    /** What the choice of a cut-over rests on, as it is now. */
    CutoverBasis cutoverBasis() {
        return CutoverBasis.look(ports, installation);
    }

    /** What an upgrade to this release comes to here. */
    CheckResult check(FetchedRelease target) {
        return InstallationCheck.look(installation, observed(), CheckedPath.direct(target));
    }

    /** What a check looks at beyond files; nothing is asked yet. */
    Observed observed() {
        return Observed.of(installation, ports);
    }

    /** @throws com.piprio.operator.OperatorException when Docker does not answer or is too old */
    static Tools of(Installation installation) {
        return with(installation, answering(installation));
    }

    /**
     * The same for a command that changes nothing: containers are looked up once, whoever asks for them.
     *
     * @throws com.piprio.operator.OperatorException when Docker does not answer or is too old
     */
    static Tools looking(Installation installation) {
        return looking(installation, answering(installation));
    }

    private static Supply answering(Installation installation) {
        ProcessRunner runner = new SystemProcessRunner();
        EngineVersions versions = new DockerEngine(runner).versions();
        EngineRequirement.check(versions);
        return atRegistry(installation, runner, () -> versions);
    }

    /** For commands that ask Docker nothing: they work while it is down. */
    static Tools unchecked(Installation installation) {
        ProcessRunner runner = new SystemProcessRunner();
        return with(installation, atRegistry(installation, runner, new DockerEngine(runner)::versions));
    }

    private static Supply atRegistry(
            Installation installation, ProcessRunner runner, Supplier<EngineVersions> versions) {
        return Supply.registry(runner, versions, installation.directory(), installation.registry());
    }

    /** The same with what a command was given to take releases from; that Docker is new enough was checked. */
    static Tools with(Installation installation, Supply supply) {
        return on(platform(installation, supply), installation, supply);
    }

    /** The same for a command that changes nothing. */
    static Tools looking(Installation installation, Supply supply) {
        return on(platform(installation, supply).lookingOnce(), installation, supply);
    }

    private static DockerPlatform platform(Installation installation, Supply supply) {
        ComposeProject project = new ComposeProject(
                supply.runner(),
                installation.directory(),
                installation.composeFile(),
                installation.required("COMPOSE_PROJECT_NAME"));
        return new DockerPlatform(supply.docker(), project, supply.origin(), supply.versions());
    }

    private static Tools on(Platform platform, Installation installation, Supply supply) {
        DockerEngine docker = supply.docker();
        PassphraseQuestion passphrase = new PassphraseQuestion();
        Ports ports = StepWrapping.present()
                .around(new Ports(
                        platform,
                        new HaproxySocket(docker, platform, installation),
                        new HttpOutsideProbe(installation),
                        new JdbcSchema(platform, installation),
                        new BundleBackups(installation, docker, platform, passphrase)));
        Clock clock = Clock.systemUTC();
        Journal journal = new Journal(installation.journal(), clock);
        return new Tools(
                installation,
                ports,
                supply.releases(),
                journal,
                new UnfinishedRun(installation, journal, ports),
                new SocketMeter(() -> endpoint(installation), clock),
                passphrase,
                clock);
    }

    private static Endpoint endpoint(Installation installation) {
        return Endpoint.of(
                HttpOutsideProbe.baseAddress(installation.environment()),
                () -> installation.required("PIPRIO_API_TOKEN"));
    }
}
