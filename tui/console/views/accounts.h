/*
 * The accounts of a message before anything is prepared: who will speak, for
 * which unit, on which platform, how much of the limit the text takes; which
 * accounts are left out and why; and the text. For release.c.
 */
#ifndef CRIER_TUI_VIEWS_ACCOUNTS_H
#define CRIER_TUI_VIEWS_ACCOUNTS_H

#include <jansson.h>

#include "tui/console/app.h"
#include "tui/console/list.h"
#include "tui/console/reading.h"

/*
 * Draws the variants of `show` (of message.show) as a list, the text of the one
 * that the cursor has rested on (`list->read`), its `page`, and what is left out; `accounts` are
 * the rows of account.list, NULL while they are not known.
 */
void accounts_draw(const struct app *app, struct list *list, struct area a,
	const json_t *show, const json_t *accounts, struct text_page *page);

#endif
