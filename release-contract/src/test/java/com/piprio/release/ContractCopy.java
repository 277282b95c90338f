package com.piprio.release;

import java.util.List;
import java.util.function.Consumer;

/** What a release promises to operators, with some of its parts changed; for the tests of other modules, too. */
public final class ContractCopy {
    public List<ReleaseVersion> stops;
    public List<Withdrawal> withdrawn;
    public Requirements requires;

    private ContractCopy(OperatorContract old) {
        stops = old.stops();
        withdrawn = old.withdrawn();
        requires = old.requires();
    }

    public static OperatorContract of(OperatorContract old, Consumer<ContractCopy> change) {
        ContractCopy copy = new ContractCopy(old);
        change.accept(copy);
        return new OperatorContract(
                copy.stops,
                copy.withdrawn,
                copy.requires,
                old.containers(),
                old.migrations(),
                old.files(),
                old.ports(),
                old.volumes(),
                old.network(),
                old.bundles(),
                old.api(),
                old.customerSchemas(),
                old.declared());
    }
}
