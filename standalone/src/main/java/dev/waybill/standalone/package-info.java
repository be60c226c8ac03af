/** Everything in one JVM on an embedded PostgreSQL, with a demonstration on the real HTTP API. */
@NullMarked
package dev.waybill.standalone;

import org.jspecify.annotations.NullMarked;
