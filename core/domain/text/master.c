/* Another unit's master, as it reads here. */
#include "domain/text/master.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

static char *
marked_title(const char *title, enum text_mark mark, enum lang lang)
{
	const char *banner = text_mark_banner(mark, lang);

	return *title && *banner ? mem_printf("%s%s%s", banner,
					   lang == LANG_EN ? " " : "", title)
				 : mem_strdup(title);
}

static void
add_paragraph(struct rendered *out, const char *text, const char *mark)
{
	size_t len = sizeof(MASTER_CUT) - 1;
	long cut = strncmp(mark, MASTER_CUT, len) == 0
		? strtol(mark + len, NULL, 10)
		: 0;

	out->paragraphs[out->count++] =
		(struct rendered_paragraph){ .text = mem_strdup(text),
			.cut = cut > 0 && cut < 1000 ? (int)cut : 0 };
}

void
master_render(struct rendered *out, const json_t *master, enum text_mark mark,
	const char *line)
{
	enum lang lang = lang_parse(doc_str(master, "language"));
	const json_t *list = doc_get(master, "paragraphs"), *p;
	size_t n;

	rendered_release(out);
	out->lang = lang;
	out->title = marked_title(doc_str(master, "title"), mark, lang);
	out->short_title = marked_title(doc_str(master, "short"), mark, lang);
	out->banner = mem_strdup(text_mark_banner(mark, lang));
	out->lead = mem_strdup(text_mark_lead(mark, lang));
	out->foot = mem_strdup(text_mark_line(mark, lang));
	out->paragraphs =
		mem_array(json_array_size(list) + 1, sizeof(*out->paragraphs));
	json_array_foreach(list, n, p)
	{
		add_paragraph(out, doc_str(p, "text"),
			doc_bool(p, "must") ? "" : doc_str(p, "mark"));
	}
	if (*line)
		add_paragraph(out, line, "");
}
