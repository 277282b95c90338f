package com.piprio.search;

import java.util.UUID;

/**
 * A document that a search found.
 *
 * @param language what the newest extraction of its content found, {@code und} when there is none
 */
record FoundDocument(UUID id, String title, String language) {}
