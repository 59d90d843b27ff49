/* The page for a unit without a station. */
#include "domain/joint/joint_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/office/office.h"
#include "domain/text/master.h"

enum { CODE_DIGITS = 8, PAGE_CODE = 10 };

/* The first eight digits of what was approved, "3c19 f2aa". */
static void
joint_page_code(char out[PAGE_CODE], const struct joint_order *o)
{
	const char *digest = doc_str(o->says, "digest");

	fixed_cut_format(out, PAGE_CODE, "%.4s %.4s", digest,
		strlen(digest) > 4 ? digest + 4 : "");
}

bool
joint_page_is_code(const struct joint_order *o, const char *typed)
{
	const char *digest = doc_str(o->says, "digest");
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (n == CODE_DIGITS || ascii_lower(*typed) != digest[n])
			return false;
		n++;
	}
	return n == CODE_DIGITS;
}

char *
joint_passed_line(const struct joint_order *o, const char *from, const char *by,
	enum lang lang)
{
	if (strcmp(doc_str(o->says, "name"), "joint") == 0)
		return mem_strdup("");
	return lang == LANG_EN
		? mem_printf("Issued by %s. Passed on by %s.", from, by)
		: mem_printf("（%s发布，%s转载）", from, by);
}

/* As the unit is to publish it: with the mark of a drill or a demo, and the line
 * that says who passes it on. */
static void
joint_page_put_text(json_t *page, const struct office *o,
	const struct joint_order *order, const struct partner *p)
{
	static const enum text_mark marks[2][2] = { { TEXT_REAL, TEXT_DRILL },
		{ TEXT_DEMO, TEXT_DEMO_DRILL } };
	const json_t *master =
		json_array_get(doc_get(order->says, "masters"), 0);
	enum lang lang = lang_parse(doc_str(master, "language"));
	char *line =
		joint_passed_line(order, office_unit(o, lang), p->name, lang);
	struct rendered r;
	char *text;

	rendered_init(&r);
	master_render(&r, master, marks[o->demo][order->drill], line);
	text = rendered_text(&r);
	doc_put_str(page, "unit", office_unit(o, lang));
	doc_put_str(page, "title", r.title);
	doc_put_str(page, "text", text);
	free(text);
	free(line);
	rendered_release(&r);
}

json_t *
joint_page(const struct office *o, const struct joint_order *order,
	const struct partner *p)
{
	static const char *const said[] = { "name", "fire", "at", "until",
		"answer_by", "corrects", "withdraws" };
	json_t *page = json_object();
	char code[PAGE_CODE];

	joint_page_code(code, order);
	joint_page_put_text(page, o, order, p);
	doc_put_str(page, "to", p->name);
	doc_put_str(page, "phone", p->phone);
	doc_put_str(page, "address", p->address);
	doc_put_str(page, "mode", order->drill ? "drill" : "actual");
	doc_put_str(page, "code", code);
	doc_put_str(page, "back", o->card.phone);
	doc_put_int(page, "ordered", order->at);
	for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
		if (doc_get(order->says, said[n]) != NULL)
			doc_put(page, said[n],
				json_incref(doc_get(order->says, said[n])));
	return page;
}
