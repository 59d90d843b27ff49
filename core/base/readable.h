/*
 * Text files as people have them. Windows puts a mark before UTF-8 and a CR
 * before each newline, and its older programs save UTF-16 or GBK.
 */
#ifndef CRIER_BASE_READABLE_H
#define CRIER_BASE_READABLE_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Makes the bytes of a file UTF-8 with plain newlines and no mark. *was is a
 * constant: "UTF-8", "UTF-16" or "GB18030" (which holds GBK), the last one
 * guessed, since nothing in such a file says so. False if it is none of them,
 * or too long for the buffer; then nothing of it is of use.
 */
bool readable_make(struct buf *b, const char **was);

#endif
