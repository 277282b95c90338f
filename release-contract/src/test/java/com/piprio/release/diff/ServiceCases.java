package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;

/** What becomes of services, and of what they need of the host. */
final class ServiceCases {

    private ServiceCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "S1",
                () -> added("services", "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"}"),
                () -> added(
                        "services",
                        "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\", outbound: [a.org]}"));
        cases.add(
                "S2",
                () -> added(
                        "services",
                        "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\", privileges: [NET_ADMIN]}"),
                () -> added("services", "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"}"));
        cases.add(
                "S3",
                () -> edited(
                        "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n",
                        ""),
                () -> edited(
                        "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n",
                        ""));
        cases.add(
                "S3a",
                () -> edited(
                        "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n",
                        ""),
                () -> edited(
                        "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n",
                        ""));
        cases.add(
                "S4",
                () -> edited("name: cache", "name: store, renamedFrom: cache, aliases: [cache]"),
                () -> edited("name: cache", "name: store, renamedFrom: cache"));
        cases.add(
                "S4a",
                () -> edited("name: cache", "name: store, renamedFrom: cache"),
                () -> edited("name: cache", "name: store, renamedFrom: cache, aliases: [cache]"));
        cases.add("S5", () -> edited("tag: \"17.2\"", "tag: \"17.3\""), () -> edited("tag: \"17.2\"", "tag: \"18.0\""));
        cases.add(
                "S5a", () -> edited("tag: \"17.2\"", "tag: \"18.0\""), () -> edited("tag: \"17.2\"", "tag: \"17.10\""));
        cases.add(
                "S6",
                () -> edited("memoryMegabytes: 4096", "memoryMegabytes: 5121"),
                () -> edited("memoryMegabytes: 4096", "memoryMegabytes: 5120"));
        cases.add(
                "S7",
                () -> edited("user: \"905\"", "user: root"),
                () -> edited("memoryMegabytes: 512", "memoryMegabytes: 600"));
    }
}
