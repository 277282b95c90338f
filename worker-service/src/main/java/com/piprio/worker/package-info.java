/**
 * Claims jobs and does them
 *
 * <p> crawl, extract, export.:May use the service runtime and JDBC; serves nothing but health and metrics.
 */
@NullMarked
package com.piprio.worker;

import org.jspecify.annotations.NullMarked;
