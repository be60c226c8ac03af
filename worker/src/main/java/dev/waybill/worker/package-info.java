@NullMarked
package dev.waybill.worker;

import org.jspecify.annotations.NullMarked;
