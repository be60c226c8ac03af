/** Addresses of networks, as settings name them. */
@NullMarked
package dev.waybill.shared.network;

import org.jspecify.annotations.NullMarked;
