/** Takes notifications to the webhooks of their workspaces. */
@NullMarked
package dev.waybill.worker.notification;

import org.jspecify.annotations.NullMarked;
