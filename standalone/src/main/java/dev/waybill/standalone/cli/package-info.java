/** The command line of {@code waybill.jar}: starts the server, or talks to one through the client. */
@NullMarked
package dev.waybill.standalone.cli;

import org.jspecify.annotations.NullMarked;
