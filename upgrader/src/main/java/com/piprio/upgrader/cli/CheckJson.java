package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.Hit;

/** A check for programs: {@code check --output json}. */
final class CheckJson {
    private CheckJson() {}

    static ObjectNode write(CheckResult result) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("target", result.target().toString())
                .put("fits", result.fits());
        ArrayNode hops = json.putArray("hops");
        for (HopHits hop : result.hops()) {
            ObjectNode each = hops.addObject()
                    .put("from", hop.from().toString())
                    .put("to", hop.to().toString());
            ArrayNode hits = each.putArray("hits");
            hop.hits().forEach(hit -> write(hit, hits.addObject()));
        }
        ArrayNode warnings = json.putArray("warnings");
        result.warnings().forEach(warnings::add);
        return json;
    }

    private static void write(Hit hit, ObjectNode json) {
        json.put("rule", hit.rule())
                .put("resolution", hit.resolution().word())
                .put("subject", hit.difference().subject())
                .put("change", hit.difference().rule().change())
                .put("detail", hit.difference().detail())
                .put("meaning", hit.meaning());
        ArrayNode lines = json.putArray("lines");
        hit.lines().forEach(lines::add);
    }
}
