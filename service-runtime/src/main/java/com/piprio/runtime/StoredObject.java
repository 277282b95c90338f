package com.piprio.runtime;

import java.io.InputStream;

/**
 * An object on its way from the store.
 *
 * @param size how many bytes there are
 * @param bytes the bytes as they arrive; whoever reads them closes it
 */
public record StoredObject(long size, InputStream bytes) {}
