/** A user's notifications, and the webhooks of a workspace. */
@NullMarked
package dev.waybill.api.notification;

import org.jspecify.annotations.NullMarked;
