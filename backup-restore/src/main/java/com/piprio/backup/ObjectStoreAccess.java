package com.piprio.backup;

import com.piprio.operator.Secret;
import java.net.URI;

/** How to reach the object store of an installation. */
public record ObjectStoreAccess(URI endpoint, String bucket, Secret accessKey, Secret secretKey) {}
