/**
 * What every service shares: the release it runs as, what the database schema accepts, its health, its object store.
 *
 * <p>May use Quarkus, JDBC and the S3 client; knows nothing of jobs, documents or HTTP resources.
 */
@NullMarked
package com.piprio.runtime;

import org.jspecify.annotations.NullMarked;
