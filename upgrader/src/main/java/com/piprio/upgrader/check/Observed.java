package com.piprio.upgrader.check;

import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.CutoverBasis;
import com.piprio.upgrader.platform.DefinedSchema;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.Fact;
import com.piprio.upgrader.platform.Host;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.SchemaState;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What rules look at beyond the operator's files. Each is looked up once, when the first rule asks, because most checks
 * ask for few.
 *
 * @param free whether an address and a port of the host can be listened on
 * @param calls of what is deprecated, as the running API counted them
 * @param schema of the database
 * @param basis what the choice of a cut-over rests on
 * @param extensions that the database has
 * @param definitions the newest version of each schema definition of the customer
 */
public record Observed(
        Fact<Host> host,
        BiPredicate<String, Integer> free,
        Fact<DeprecatedCalls> calls,
        Fact<SchemaState> schema,
        Fact<CutoverBasis> basis,
        Fact<Set<String>> extensions,
        Fact<List<DefinedSchema>> definitions) {

    /** Nothing is asked yet. */
    public static Observed of(Installation installation, Ports ports) {
        return new Observed(
                new Fact<>(ports.platform()::host),
                ports.platform()::isFree,
                new Fact<>(() -> DeprecatedCalls.look(ports.platform())),
                new Fact<>(ports.schema()::read),
                new Fact<>(() -> CutoverBasis.look(ports, installation)),
                new Fact<>(ports.schema()::extensions),
                new Fact<>(ports.schema()::definitions));
    }

    /** Unknown where the API cannot be asked. */
    DeprecatedCalls deprecatedCalls() {
        return calls.map(counted -> counted, DeprecatedCalls::unknown);
    }

    /** Acts that look up what nearly every check asks for; each may run on a thread of its own. */
    public List<Runnable> looks() {
        return List.of(host::look, calls::look, () -> {
            schema.look();
            basis.look();
        });
    }
}
