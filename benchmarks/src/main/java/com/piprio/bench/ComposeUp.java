package com.piprio.bench;

import com.piprio.e2e.installation.Installation;
import java.util.List;

/** What most people do: another version in {@code .env}, and {@code docker compose up -d}. Replaces every service. */
record ComposeUp(Stage stage, String target) implements Contender {

    @Override
    public String name() {
        return "compose-up";
    }

    @Override
    public String description() {
        return "PIPRIO_VERSION=" + target + " in .env, docker compose up -d; HAProxy: benchmarks/peers/one-server.cfg";
    }

    @Override
    public void prepare(Installation installation) {
        PeerCompose.useProxy(installation, stage.peerFile("one-server.cfg"));
    }

    @Override
    public Outcome replace(Installation installation) {
        installation.env().set("PIPRIO_VERSION", target);
        PeerCompose.run(installation, List.of(), "up", "-d");
        return new Outcome("recreate");
    }
}
