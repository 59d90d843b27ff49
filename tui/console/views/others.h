/*
 * Drafts of the same message that are typed in other consoles, by others or
 * by the same officer. Each session keeps its own; here is said where they
 * differ, and one is taken over field by field or whole.
 */
#ifndef CRIER_TUI_VIEWS_OTHERS_H
#define CRIER_TUI_VIEWS_OTHERS_H

#include "tui/console/views/compose.h"

/* From an answer to draft.show; tells of what is new and says otherwise. */
void others_take(struct compose *c, const json_t *answer);

/* Who kept other words, and when; false if nobody did. */
bool others_line(char *out, size_t size, const struct compose *c);

/* The newest of them beside the form, and what to do. */
void others_ask(struct compose *c);
void others_do(struct compose *c, const char *what); /* as chosen there */

#endif
