package com.piprio.upgrader.platform;

import java.util.Map;

/** The database's schema, read from Flyway's table and the platform's own marker. */
public interface Schema {

    /** Reads the present state; throws {@link com.piprio.operator.OperatorException} when the database does not answer. */
    SchemaState read();

    /** Connections that the database can still give; throws as {@link #read} does. */
    int connectionsAvailable();

    /** Bytes of each table with its indexes; throws as {@link #read} does. */
    Map<String, Long> tableBytes();

    /**
     * A token that changes whenever migrations visibly advance (one more applied, an index build that goes on). Never
     * throws: while the database does not answer the token stays empty.
     */
    String progress();
}
