package com.piprio.upgrader.check;

import com.piprio.release.InfrastructureImage;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.Requirements;
import com.piprio.upgrader.platform.Host;
import java.util.ArrayList;
import java.util.List;

/** What a release asks of the host, held against the host. */
final class HostRequirements {
    /** A kernel keeps some memory for itself: of 4 GB that are built in, it shows 3.8. */
    private static final double SHOWN_OF_BUILT_IN = 0.9;

    private HostRequirements() {}

    /** What the newer release asks for, the host does not have, and the older one did not ask for. */
    static List<String> raisedBeyond(Hop hop, Host host) {
        List<String> lacking = lacking(hop.after(), hop.before(), host);
        lacking.removeAll(lacking(hop.before(), hop.before(), host));
        return lacking;
    }

    /**
     * What a release asks for and the host does not have, in words; nothing for a release of contract 1.
     *
     * @param running whose PostgreSQL runs here
     */
    static List<String> lacking(Release release, Release running, Host host) {
        OperatorContract contract = release.contract();
        List<String> lacking = new ArrayList<>();
        if (contract == null) {
            return lacking;
        }
        Requirements needed = contract.requires();
        if (!host.versions().engineAtLeast(part(needed.engine(), 0), part(needed.engine(), 1))) {
            lacking.add("Docker Engine " + needed.engine() + ", here "
                    + host.versions().engine());
        }
        if (!host.versions().composeAtLeast(part(needed.compose(), 0), part(needed.compose(), 1))) {
            lacking.add("Docker Compose " + needed.compose() + ", here "
                    + host.versions().compose());
        }
        if (host.memoryMegabytes() < needed.memoryMegabytes() * SHOWN_OF_BUILT_IN) {
            lacking.add(needed.memoryMegabytes() + " MB of memory, here " + host.memoryMegabytes());
        }
        if (host.cpus() < needed.cpus()) {
            lacking.add(needed.cpus() + " cores, here " + host.cpus());
        }
        if (!needed.architectures().contains(host.architecture())) {
            lacking.add(
                    "architecture " + String.join(" or ", needed.architectures()) + ", here " + host.architecture());
        }
        running.infrastructure().stream()
                .filter(service -> service.name().equals("postgres"))
                .map(InfrastructureImage::tag)
                .map(tag -> tag.split("[.-]", 2)[0])
                .filter(major -> !needed.postgres().contains(major))
                .forEach(major ->
                        lacking.add("PostgreSQL " + String.join(" or ", needed.postgres()) + ", here " + major));
        return lacking;
    }

    private static int part(String version, int index) {
        String[] parts = version.split("\\.");
        return index < parts.length ? Integer.parseInt(parts[index]) : 0;
    }
}
