/**
 * Bundles: how an installation's database, objects and configuration are kept on disk, proven and put back.
 *
 * <p>Uses the Docker CLI through {@code com.piprio.compose} (for {@code pg_dump} and {@code pg_restore} of the database's
 * own image), JDBC and S3. Knows nothing of releases, plans or terminals, and starts or stops no service.
 */
@NullMarked
package com.piprio.backup;

import org.jspecify.annotations.NullMarked;
