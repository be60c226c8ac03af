/** What people are told of their runs, and where it is sent to. */
@NullMarked
package dev.waybill.shared.notification;

import org.jspecify.annotations.NullMarked;
