/** The command line against real servers. */
@NullMarked
package dev.waybill.standalone.cli;

import org.jspecify.annotations.NullMarked;
