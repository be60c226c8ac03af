/** Which jobs can be asked for, and with what. */
@NullMarked
package dev.waybill.api.jobtype;

import org.jspecify.annotations.NullMarked;
