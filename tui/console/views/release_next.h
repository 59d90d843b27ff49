/*
 * What comes next on the release screen.
 */
#ifndef CRIER_TUI_VIEWS_RELEASE_NEXT_H
#define CRIER_TUI_VIEWS_RELEASE_NEXT_H

#include <jansson.h>
#include <stddef.h>

#include "tui/console/view.h"

/* In a sentence, of message.show. */
enum style
release_next(char *out, size_t size, const struct view *v, const json_t *show);

#endif
