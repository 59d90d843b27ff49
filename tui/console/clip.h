/*
 * OSC 52, by which a terminal takes a text into the user's clipboard.
 */
#ifndef CRIER_TUI_CLIP_H
#define CRIER_TUI_CLIP_H

#include "base/buf.h"

/* Adds the sequence: at most twice as long as the text, and 64 bytes. */
void clip_format(struct buf *out, const char *text);

#endif
