package com.piprio.upgrader.platform;

/** The database's schema, read from Flyway's table and the platform's own marker. */
public interface Schema {

    /** Reads the present state; throws {@link com.piprio.operator.OperatorException} when the database does not answer. */
    SchemaState read();

    /**
     * A token that changes whenever migrations visibly advance (one more applied, an index build that goes on). Never
     * throws: while the database does not answer the token stays empty.
     */
    String progress();
}
