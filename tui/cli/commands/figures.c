/*
 * crier incident figures: every figure over all bulletins, one row a bulletin.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

#define BULLETIN_COLUMNS DOCUMENT_BULLETIN, "message number kind time"

enum { HEADS = 4, FIGURES_MAX = PRINT_COLUMNS - HEADS };

void
show_figures(struct cli *c, const json_t *answer)
{
	json_t *figures = doc_get(answer, "figures"), *b;
	json_t *bulletins = doc_get(answer, "bulletins");
	size_t count = json_array_size(figures), i;
	struct print_table *t;
	char text[SAY];

	if (count > FIGURES_MAX)
		count = FIGURES_MAX;
	t = show_table(c, BULLETIN_COLUMNS);
	for (i = 0; i < count; i++)
		table_head(t,
			say_both(json_array_get(figures, i), "label", c->lang),
			false);
	json_array_foreach(bulletins, i, b)
	{
		show_cells(c, t, BULLETIN_COLUMNS, b);
		for (size_t k = 0; k < count; k++) {
			say_figure(text, sizeof(text),
				json_object_get(doc_get(b, "values"),
					doc_str(json_array_get(figures, k),
						"id")));
			table_cell(t, text);
		}
	}
	if (json_array_size(bulletins) == 0)
		print_line("%s", _("No message of this incident has figures."));
	table_print(t);
	if (json_array_size(bulletins) > 0)
		print_line("%s",
			_("+2 -1: against what was told before; ? being "
			  "verified; ~ not verified"));
}
