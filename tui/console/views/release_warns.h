/*
 * What is said before a message is released.
 */
#ifndef CRIER_TUI_VIEWS_RELEASE_WARNS_H
#define CRIER_TUI_VIEWS_RELEASE_WARNS_H

#include <jansson.h>

#include "tui/console/app.h"
#include "tui/console/dialog.h"
#include "tui/console/grid.h"

int release_stop(const json_t *show, struct area a, int row);
int release_elsewhere(const json_t *show, struct area a, int row);
int release_untried(const json_t *show, struct area a, int row);
int release_mirrored(
	const struct app *app, const json_t *show, struct area a, int row);
int release_quotas(
	const struct app *app, const json_t *show, struct area a, int row);

/* In the dialog that fires or sets it; where no mirror has it to be fired, the
 * reason must be given. */
void release_ask_mirror(struct dialog *g, enum act act, const json_t *show);

#endif
