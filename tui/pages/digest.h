/*
 * The digest of a file of evidence, read where the officer sits: the file
 * itself stays there.
 */
#ifndef CRIER_TUI_DIGEST_H
#define CRIER_TUI_DIGEST_H

#include <jansson.h>

#include "base/err.h"

/*
 * Fills digest, size and name (without folders) into the fields of an act.
 * Any size and content; ERR_IO and the like name the path.
 */
enum err_code digest_file(json_t *fields, const char *path, struct err *err);

#endif
