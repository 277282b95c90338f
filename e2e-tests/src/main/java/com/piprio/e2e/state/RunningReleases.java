package com.piprio.e2e.state;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which release each container of the platform runs, by its image's label, and what each service says of itself.
 *
 * @param byContainer of every container but those of the infrastructure
 * @param answered of every service that the installation's release has
 */
public record RunningReleases(Map<String, String> byContainer, Map<String, String> answered) {

    private static final Set<String> INFRASTRUCTURE = Set.of("postgres", "object-store", "proxy");

    public static RunningReleases of(Installation installation) {
        Map<String, String> byContainer = new TreeMap<>();
        for (Container container : installation.compose().containers()) {
            if (!INFRASTRUCTURE.contains(container.service())) {
                String label = container.running() ? releaseOf(container) : container.state();
                byContainer.put(container.name(), label);
            }
        }
        Map<String, String> answered = new TreeMap<>();
        for (String service : installation.services()) {
            answered.put(service, installation.api().healthRelease(service));
        }
        return new RunningReleases(byContainer, answered);
    }

    private static String releaseOf(Container container) {
        return Engine.docker(
                        "image",
                        "inspect",
                        "--format",
                        "{{index .Config.Labels \"com.piprio.release\"}}",
                        container.imageId())
                .strip();
    }

    /** Everything that does not run or answer this release; empty when all do. */
    public List<String> othersThan(String release) {
        List<String> others = new ArrayList<>();
        byContainer.forEach((container, found) -> {
            if (!found.equals(release)) {
                others.add("container " + container + " runs " + found);
            }
        });
        answered.forEach((service, found) -> {
            if (!found.equals(release)) {
                others.add("service " + service + " answers " + found);
            }
        });
        for (String service : answered.keySet()) {
            if (byContainer.keySet().stream().noneMatch(name -> name.matches(".*[-_]" + service + "[-_]\\d+"))) {
                others.add("service " + service + " has no container");
            }
        }
        return others;
    }

    /** Fails unless the image of every container of the platform is the one that the registry has for this release. */
    public static void expectDigests(Installation installation, Registry registry, String release) {
        List<String> others = new ArrayList<>();
        for (Container container : installation.compose().containers()) {
            if (!INFRASTRUCTURE.contains(container.service())) {
                String published = registry.digest("piprio/" + container.service(), release);
                String local = Engine.docker(
                        "image", "inspect", "--format", "{{join .RepoDigests \" \"}}", container.imageId());
                if (!local.contains("@" + published)) {
                    others.add(container.name() + " runs " + local.strip() + ", published is " + published);
                }
            }
        }
        if (!others.isEmpty()) {
            throw new AssertionError("other images than release " + release + " has\n  " + String.join("\n  ", others));
        }
    }

    /** Fails unless every service runs and answers this release, none another. */
    public static void expect(Installation installation, String release) {
        List<String> others = of(installation).othersThan(release);
        if (!others.isEmpty()) {
            throw new AssertionError("expected release " + release + " everywhere\n  " + String.join("\n  ", others));
        }
    }
}
