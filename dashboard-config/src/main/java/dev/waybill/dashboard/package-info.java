/** JobRunr's dashboard behind a gate of ours: loopback by default, same origin only, nothing that calls home. */
@NullMarked
package dev.waybill.dashboard;

import org.jspecify.annotations.NullMarked;
