/*
 * An update being written, in which words stand that nobody has said: `key`
 * names the list of them in the answer of message.show, `rows` is it.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_UNSAID_H
#define CRIER_TESTS_TUI_SAMPLE_UNSAID_H

#include "tests/tui/sample.h"

static char *sample_unsaid_show;

/* `draft`: the answer of draft.show, "{}" none. */
static inline void
sample_unsaid(struct rig *r, enum lang lang, const char *key, const char *rows,
	const char *draft)
{
	json_t *show = rig_json(sample_draft_message);

	doc_put(show, key, rig_json(rows));
	doc_put(show, "slots",
		rig_json(
			"{\"place\":\"柳河县城关镇\",\"situation\":\"有序\"}"));
	free(sample_unsaid_show);
	sample_unsaid_show = doc_format(show);
	json_decref(show);
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "message.show", sample_unsaid_show);
	rig_answer(r, "message.revise", "[]");
	rig_answer(r, "message.submit", "[]");
	rig_answer(r, "draft.show", draft);
	rig_start(r, lang, 24, 80);
	app_open(&r->app, "compose", "D2026-0001/2");
	app_pump(&r->app);
}

#endif
