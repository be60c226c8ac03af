/** What breaks a running system on purpose, for tests that look at what is left. */
@NullMarked
package dev.waybill.testkit.faults;

import org.jspecify.annotations.NullMarked;
