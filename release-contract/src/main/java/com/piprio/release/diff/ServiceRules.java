package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.BLOCK;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;
import static com.piprio.release.diff.Verdict.DEPRECATED;

import com.piprio.release.Container;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** S: the services, and what they ask of the host. */
final class ServiceRules {
    /**
     * A Compose service.
     *
     * @param tag of an image that does not follow the release, or null
     * @param reachable whether it publishes a port or keeps a durable volume: somebody may refer to it
     */
    record Service(String name, @Nullable String tag, Container container, boolean reachable) {}

    /** More memory than this on the same host is noticed by those who sized it. */
    private static final double MEMORY_GROWTH = 1.25;

    static final Family<Change<Service>> SERVICES = new Family<>(
            List.of(
                    new Rule<>(
                            "S1",
                            COMPATIBLE,
                            NONE,
                            "new internal service",
                            "it asks nothing of anybody and fits the requirements",
                            "nothing to do",
                            s -> s.isNew() && !demanding(s.now())),
                    new Rule<>(
                            "S2",
                            BREAKING,
                            ACTION,
                            "new service that needs a port, a privilege or the outside",
                            "firewalls and security policies have to know it first",
                            "permit what it needs",
                            s -> s.isNew() && demanding(s.now())),
                    new Rule<>(
                            "S3",
                            BREAKING,
                            ACTION,
                            "service removed that others may refer to",
                            "what the operator built around it finds nothing",
                            "remove references to it",
                            s -> s.isGone() && s.was().reachable()),
                    new Rule<>(
                            "S3a",
                            COMPATIBLE,
                            NONE,
                            "internal service removed",
                            "nothing outside refers to it",
                            "nothing to do",
                            s -> s.isGone() && !s.was().reachable()),
                    new Rule<>(
                            "S4",
                            DEPRECATED,
                            ACTION,
                            "service renamed; the old name still answers",
                            "both names are known for at least two minor releases and six months",
                            "use the new name in your own scripts and overrides",
                            s -> renamed(s)
                                    && s.now()
                                            .container()
                                            .aliases()
                                            .contains(s.was().name())),
                    new Rule<>(
                            "S4a",
                            BREAKING,
                            ACTION,
                            "service renamed",
                            "the old name is unknown at once",
                            "use the new name in your own scripts and overrides",
                            s -> renamed(s)
                                    && !s.now()
                                            .container()
                                            .aliases()
                                            .contains(s.was().name())),
                    new Rule<>(
                            "S5",
                            COMPATIBLE,
                            ACTION,
                            "infrastructure image of the same major version changed",
                            "data stays readable; an upgrade does not replace infrastructure by itself",
                            "replace it in a window of its own",
                            s -> s.differs(Service::tag) && sameMajor(s)),
                    new Rule<>(
                            "S5a",
                            BREAKING,
                            BLOCK,
                            "infrastructure image of another major version",
                            "its data has to be converted, which no upgrade of a release does on the side",
                            "follow the page of that major version, in a window of its own",
                            s -> s.differs(Service::tag) && !sameMajor(s)),
                    new Rule<>(
                            "S7",
                            BREAKING,
                            ACTION,
                            "service wants another user, or privileges that it did not have",
                            "volumes and security policies are made for the old ones",
                            "permit it, and give the new user what the old one owned",
                            s -> s.isKept() && privileged(s)),
                    new Rule<>(
                            "P3",
                            COMPATIBLE,
                            NONE,
                            "internal port changed",
                            "only the proxy and the other services of the release use it",
                            "nothing to do, unless an override of yours names it",
                            s -> s.differs(service -> service.container().port()))),
            Change::name,
            ServiceRules::detail);

    static final Family<Change<Requirements>> HOST = new Family<>(
            List.of(new Rule<>(
                    "S6",
                    BREAKING,
                    ACTION,
                    "host has to offer more",
                    "a host that was large and new enough may not be any more",
                    "bring the host up to it before the upgrade",
                    ServiceRules::asksMore)),
            Change::name,
            r -> Family.joined(
                    r.shown("Docker Engine", Requirements::engine),
                    r.shown("Docker Compose", Requirements::compose),
                    r.shown("memory in MB", Requirements::memoryMegabytes),
                    r.shown("cores", Requirements::cpus),
                    r.shown("architectures", Requirements::architectures),
                    r.shown("PostgreSQL", Requirements::postgres)));

    private ServiceRules() {}

    static List<Service> of(Release release, OperatorContract contract) {
        List<Service> services = new ArrayList<>();
        release.services().forEach(service -> services.add(service(service.name(), null, contract)));
        release.infrastructure().forEach(service -> services.add(service(service.name(), service.tag(), contract)));
        return services;
    }

    private static Service service(String name, @Nullable String tag, OperatorContract contract) {
        boolean reachable = contract.ports().stream()
                        .anyMatch(port -> port.service().equals(name))
                || contract.volumes().stream()
                        .anyMatch(volume -> volume.durable() && volume.service().equals(name));
        return new Service(name, tag, contract.container(name), reachable);
    }

    /** A port of a new service is told by P1 as well. */
    private static boolean demanding(Service service) {
        return service.reachable()
                || !service.container().privileges().isEmpty()
                || !service.container().outbound().isEmpty();
    }

    private static boolean renamed(Change<Service> s) {
        return s.differs(Service::name);
    }

    private static boolean sameMajor(Change<Service> s) {
        return Objects.equals(major(s.was().tag()), major(s.now().tag()));
    }

    private static String major(@Nullable String tag) {
        return tag == null ? "" : tag.split("[.-]", 2)[0];
    }

    private static boolean privileged(Change<Service> s) {
        Container was = s.was().container();
        Container now = s.now().container();
        return s.differs(service -> service.container().user())
                || !was.privileges().containsAll(now.privileges())
                || !was.outbound().containsAll(now.outbound());
    }

    private static boolean asksMore(Change<Requirements> r) {
        return newer(r.now().engine(), r.was().engine())
                || newer(r.now().compose(), r.was().compose())
                || r.now().cpus() > r.was().cpus()
                || r.now().memoryMegabytes() > r.was().memoryMegabytes() * MEMORY_GROWTH
                || !r.now().architectures().containsAll(r.was().architectures())
                || !r.now().postgres().containsAll(r.was().postgres());
    }

    private static boolean newer(String version, String than) {
        String[] left = version.split("\\.");
        String[] right = than.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = part(left, i) - part(right, i);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    private static int part(String[] version, int index) {
        return index < version.length ? Integer.parseInt(version[index]) : 0;
    }

    private static String detail(Change<Service> s) {
        return Family.joined(
                s.shown("name", Service::name),
                s.shown("tag", Service::tag),
                s.shown("user", service -> service.container().user()),
                s.shown("privileges", service -> service.container().privileges()),
                s.shown("talks to", service -> service.container().outbound()),
                s.shown("port", service -> service.container().port()),
                s.isNew() ? s.now().container().memoryMegabytes() + " MB at most" : "");
    }
}
