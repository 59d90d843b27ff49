/*
 * crier incident figures: every figure over all bulletins, one row a bulletin.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/cli/commands/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { HEADS = 4, FIGURES_MAX = PRINT_COLUMNS - HEADS };

void
show_figures(struct cli *c, const json_t *answer)
{
	const char *heads[PRINT_COLUMNS] = { N_("message"), N_("No."),
		N_("message kind"), N_("released") };
	json_t *figures = doc_get(answer, "figures"), *b;
	json_t *bulletins = doc_get(answer, "bulletins");
	size_t count = json_array_size(figures), i;
	struct print_table *t;
	char text[SAY];

	if (count > FIGURES_MAX)
		count = FIGURES_MAX;
	for (i = 0; i < count; i++)
		heads[HEADS + i] =
			say_both(json_array_get(figures, i), "label", c->lang);
	t = table_new(heads, HEADS + count, 0);
	json_array_foreach(bulletins, i, b)
	{
		int64_t number = doc_int(b, "number");

		table_cell(t, doc_str(b, "message"));
		fixed_format(text, sizeof(text), "%lld", (long long)number);
		table_cell(t, number ? text : "");
		table_cell(t, say_kind(doc_str(b, "kind"), c->lang));
		if (doc_int(b, "time"))
			print_time(text, doc_int(b, "time"), c->zone);
		else
			fixed_cut(text, sizeof(text), say_standing(b, c->lang));
		table_cell(t, text);
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
