package com.piprio.release;

import java.util.List;
import java.util.Map;

/**
 * What a release promises to those who run it, beyond what an upgrade needs to know: contract 2.
 *
 * @param stops releases that an upgrade from an older one has to go through, ascending
 * @param withdrawn releases up to this one that nobody may upgrade to any more
 * @param containers of all services, by name of the service
 * @param migrations what is said about the new migrations beyond their class
 * @param declared breaking differences to the release before, each with its reason
 */
public record OperatorContract(
        List<ReleaseVersion> stops,
        List<Withdrawal> withdrawn,
        Requirements requires,
        Map<String, Container> containers,
        Map<MigrationVersion, MigrationDetails> migrations,
        List<ConfigurationFile> files,
        List<PublishedPort> ports,
        List<Volume> volumes,
        Network network,
        BundleFormats bundles,
        Api api,
        CustomerSchemaRules customerSchemas,
        List<Declaration> declared) {

    public OperatorContract {
        stops = List.copyOf(stops);
        withdrawn = List.copyOf(withdrawn);
        containers = Map.copyOf(containers);
        migrations = Map.copyOf(migrations);
        files = List.copyOf(files);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        declared = List.copyOf(declared);
    }

    public Container container(String service) {
        return containers.getOrDefault(service, Container.UNSTATED);
    }

    public MigrationDetails details(Migration migration) {
        return migrations.getOrDefault(migration.version(), MigrationDetails.UNSTATED);
    }
}
