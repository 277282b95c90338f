/**
 * Serves the frontend: a page that is always asked for anew, and its assets, each under a name that its content makes
 * unique. May use Vert.x routes and service-runtime.
 */
@NullMarked
package com.piprio.web;

import org.jspecify.annotations.NullMarked;
