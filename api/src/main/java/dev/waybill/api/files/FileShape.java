package dev.waybill.api.files;

import org.springframework.web.multipart.MultipartFile;

/** A file, as a form. */
record FileShape(MultipartFile file) {}
