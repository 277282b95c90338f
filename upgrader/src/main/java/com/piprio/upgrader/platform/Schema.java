package com.piprio.upgrader.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The database's schema, read from Flyway's table and the platform's own marker. */
public interface Schema {

    /** Reads the present state; throws {@link com.piprio.operator.OperatorException} when the database does not answer. */
    SchemaState read();

    /** Connections that the database can still give; throws as {@link #read} does. */
    int connectionsAvailable();

    /** Bytes of each table with its indexes; throws as {@link #read} does. */
    Map<String, Long> tableBytes();

    /** Names of the extensions that the database has; throws as {@link #read} does. */
    Set<String> extensions();

    /** The newest version of each schema definition of the customer, by name; throws as {@link #read} does. */
    List<DefinedSchema> definitions();

    /**
     * A token that changes whenever migrations visibly advance (one more applied, an index build that goes on). Never
     * throws: while the database does not answer the token stays empty.
     */
    String progress();
}
