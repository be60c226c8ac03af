/** A fleet of real processes that is broken in every way under load, and what is looked at afterwards. */
@NullMarked
package dev.waybill.standalone.faults;

import org.jspecify.annotations.NullMarked;
