package com.piprio.e2e.scenario;

import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.release.ReleaseRecipe;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.ObjectState;
import com.piprio.e2e.state.SecretScan;
import com.piprio.e2e.traffic.Profile;
import com.piprio.e2e.traffic.Traffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a scenario works with. What it makes through this is archived when the scenario fails, and always removed. */
public final class Platform {

    private final String scenario;
    private final Suite suite;
    private final List<Installation> installations = new ArrayList<>();
    private final List<Traffic> traffics = new ArrayList<>();

    Platform(String scenario, Suite suite) {
        this.scenario = scenario;
        this.suite = suite;
    }

    /** A new installation of the release, started, healthy and empty. */
    public Installation install(String release) {
        Installation installation = Installation.unpack(suite.kit(), suite.folder("installations"), release);
        installations.add(installation);
        timed(
                "install " + release,
                () -> installation.install(release, registry().address()).expectExit(0));
        installation.timeline().start();
        return installation;
    }

    /** A new installation with some documents and finished jobs in it. */
    public Installation installWithData(String release) {
        Installation installation = install(release);
        timed("seed", () -> {
            installation.api().seed(6);
            return installation;
        });
        return installation;
    }

    /**
     * An installation with data that several scenarios use one after the other. Whoever uses it leaves it on its
     * release, healthy; a scenario that fails is the last to use it.
     */
    public Installation shared(String release) {
        Installation known = suite.shared().get(release);
        Installation installation = known != null ? known : installWithData(release);
        suite.shared().put(release, installation);
        if (known != null) {
            installations.add(installation);
        }
        return installation;
    }

    /** Publishes the release in the suite's registry. */
    public ReleaseRecipe publish(ReleaseRecipe recipe) {
        Path catalogue = suite.folder("catalogues").resolve(recipe.version() + "-" + System.nanoTime());
        recipe.writeInto(suite.catalogue(), catalogue);
        timed("publish " + recipe.version(), () -> {
            registry().publish(recipe.version(), catalogue);
            return recipe;
        });
        return recipe;
    }

    /** Starts users on the installation; they stop at the end of the scenario at the latest. */
    public Traffic traffic(Installation installation) {
        return traffic(installation, Profile.modest());
    }

    /** Starts users who do this much; they stop at the end of the scenario at the latest. */
    public Traffic traffic(Installation installation, Profile profile) {
        Traffic traffic =
                Traffic.start(installation.address(), installation.env().value("PIPRIO_API_TOKEN"), profile);
        traffics.add(traffic);
        return traffic;
    }

    public Registry registry() {
        return suite.registry();
    }

    /** The releases of the catalogue, oldest first. */
    public List<String> releases() {
        return suite.catalogueReleases();
    }

    /** The newest release of the catalogue. */
    public String newest() {
        return releases().get(releases().size() - 1);
    }

    /** The releases that may be upgraded directly to this one, oldest first. */
    public List<String> sources(String target) {
        List<String> older = releases().subList(0, releases().indexOf(target));
        return older.subList(older.indexOf(ReleaseRecipe.lowestSource(suite.catalogue(), target)), older.size());
    }

    /** Runs a part of the scenario and adds its seconds to the table at the end of the suite. */
    public <T> T timed(String what, Supplier<T> work) {
        return suite.timed("  " + scenario + ": " + what, work);
    }

    List<Installation> installations() {
        return List.copyOf(installations);
    }

    List<Traffic> traffics() {
        return List.copyOf(traffics);
    }

    /** Removes an installation before the scenario ends, for scenarios that need several one after the other. */
    public void finish(Installation installation) {
        List<String> broken = brokenInvariants(installation);
        if (!broken.isEmpty()) {
            throw new AssertionError("invariants that always hold are broken\n  " + String.join("\n  ", broken));
        }
        installations.remove(installation);
        installation.close();
    }

    /** What holds at the end of every scenario, whatever its story. */
    List<String> brokenInvariants() {
        return installations.stream()
                .flatMap(installation -> brokenInvariants(installation).stream())
                .toList();
    }

    private static List<String> brokenInvariants(Installation installation) {
        List<String> broken = new ArrayList<>(SecretScan.findings(installation));
        broken.addAll(ObjectState.of(installation).missingFor(DatabaseState.of(installation)));
        return broken;
    }

    /**
     * Stops the load and removes the installations.
     *
     * @param failed whether the scenario failed: then shared installations are removed as well
     */
    void cleanUp(boolean failed) {
        traffics.forEach(Traffic::close);
        if (failed) {
            suite.shared().values().removeAll(installations);
        }
        installations.stream()
                .filter(installation -> !suite.shared().containsValue(installation))
                .forEach(Installation::close);
    }
}
