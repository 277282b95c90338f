package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;

import com.piprio.release.Network;
import com.piprio.release.PublishedPort;
import java.util.List;

/** P: how the installation is reached; P3 is among the services. */
final class NetworkRules {
    static final Family<Change<PublishedPort>> PORTS = new Family<>(
            List.of(
                    new Rule<>(
                            "P1",
                            BREAKING,
                            ACTION,
                            "new published port",
                            "something else may listen there, and the outside reaches more than before",
                            "free the port, and let the firewall know",
                            p -> p.isNew() && open(p.now())),
                    new Rule<>(
                            "P1a",
                            COMPATIBLE,
                            NONE,
                            "new port that is off, or on the loopback address only",
                            "nobody outside reaches it until the operator says so",
                            "nothing to do",
                            p -> p.isNew() && !open(p.now())),
                    new Rule<>(
                            "P2",
                            BREAKING,
                            ACTION,
                            "published port changed or removed",
                            "clients, firewalls and proxies in front use the old one",
                            "follow it there, or set the variable that keeps it",
                            p -> p.isGone()
                                    || p.differs(PublishedPort::host)
                                    || p.differs(PublishedPort::address)
                                    || p.differs(PublishedPort::protocol)
                                    || p.differs(PublishedPort::enabled))),
            Change::name,
            p -> Family.joined(
                    p.isNew() ? p.now().address() + ":" + p.now().host() : "",
                    p.shown("port", PublishedPort::host),
                    p.shown("address", PublishedPort::address),
                    p.shown("protocol", PublishedPort::protocol),
                    p.shown("on by itself", PublishedPort::enabled)));

    static final Family<Change<Network>> NETWORK = new Family<>(
            List.of(new Rule<>(
                    "P4",
                    BREAKING,
                    ACTION,
                    "lowest TLS version raised, or another subnet",
                    "old clients are turned away, or routes of the operator's miss the network",
                    "check clients and routes first",
                    n -> n.now().lowestTls().compareTo(tls(n.was())) > 0
                                    && !n.now().lowestTls().equals("none")
                            || n.differs(Network::subnet))),
            Change::name,
            n -> Family.joined(n.shown("TLS", Network::lowestTls), n.shown("subnet", Network::subnet)));

    private NetworkRules() {}

    private static String tls(Network network) {
        return network.lowestTls().equals("none") ? "" : network.lowestTls();
    }

    private static boolean open(PublishedPort port) {
        return port.enabled()
                && !port.address().startsWith("127.")
                && !port.address().equals("::1");
    }
}
