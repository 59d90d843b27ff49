/*
 * A template of any bytes: faults, or it renders with and without values and
 * is fitted to a small platform. The playbook around it is made here.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "domain/text/fit.h"
#include "domain/text/template_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
render(const struct playbook *p, const json_t *slots, enum lang lang)
{
	struct template_values v = { .slots = slots,
		.zone = 480,
		.issued = 1784620800000LL,
		.mark = lang == LANG_ZH ? TEXT_DRILL : TEXT_DEMO };
	struct limits l = {
		.unit = TEXT_WEIGHTED, .max = 280, .url_weight = 23
	};
	struct rendered r;
	struct fitted f;

	rendered_init(&r);
	fitted_init(&f);
	if (!template_render(&r, p, KIND_TRUTH, lang, &v, NULL)) {
		free(rendered_text(&r));
		if (!fit_variant(&f, &r, &l, "x", NULL))
			assert(f.count <= 280);
	}
	fitted_release(&f);
	rendered_release(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slot slots[] = {
		{ .id = "a", .type = SLOT_TEXT, .max = 100 },
		{ .id = "b", .type = SLOT_LINES, .max = 100 },
	};
	struct figure_def figures[] = { { .id = "n",
		.label = BOTH("n", "n"),
		.text = BOTH("{n} n", "{n}"),
		.one = BOTH("", "") } };
	struct playbook p = { .id = "p",
		.slots = slots,
		.slot_count = 2,
		.figures = figures,
		.figure_count = 1 };
	struct library_file file = { "p/zh/truth.md", (const char *)data,
		size };
	struct pool *pool = pool_new();
	struct faults faults;
	const struct template *t;

	faults_init(&faults);
	for (int i = 0; i < 2; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			slots[i].label.in[lang] = "label";
	t = template_parse(&p, KIND_TRUTH, pool, &file, &faults);
	assert(t || faults.count);
	if (t) {
		json_t *values = json_pack(
			"{s:s,s:s}", "a", "x. *y* {{b}}", "b", "1\n2;\n");

		p.kinds[KIND_TRUTH].present = true;
		p.kinds[KIND_TRUTH].templates[LANG_ZH] = t;
		p.kinds[KIND_TRUTH].templates[LANG_EN] = t;
		render(&p, NULL, LANG_ZH);
		render(&p, values, LANG_EN);
		json_decref(values);
	}
	faults_release(&faults);
	pool_free(pool);
	return 0;
}
