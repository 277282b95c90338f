/**
 * Images as registries and archives have them, by the formats of Docker and the OCI: manifests, layers, tar.
 *
 * <p>Asks nobody and writes nothing: bytes come in, and nothing in them is believed.
 */
@NullMarked
package com.piprio.upgrader.image;

import org.jspecify.annotations.NullMarked;
