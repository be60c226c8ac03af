@NullMarked
package dev.waybill.api;

import org.jspecify.annotations.NullMarked;
