/** What goes into a kit. Uses the harness to run the build's scripts; needs no container. */
package com.piprio.e2e.kit;
