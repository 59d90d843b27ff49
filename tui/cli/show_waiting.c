/*
 * A line about what a delivery waits for that only a person can do.
 */
#include "tui/cli/show.h"
#include "tui/pages/waiting.h"

void
show_waiting(const struct cli *c, const json_t *row)
{
	char text[WAITING_TEXT];

	if (row == NULL)
		return;
	(void)waiting_say(text, row, c->now, c->zone, c->lang);
	print_line("! %s", text);
}
