/*
 * Folding lines to take.
 */
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/line/line.h"

static struct line *
line_add(struct incident *i, const char *topic)
{
	struct line *l;

	l = MEM_ADD(i->lines, i->line_count);
	*l = (struct line){ .text = mem_strdup("") };
	FIXED_SET(l->topic, topic);
	return l;
}

enum err_code
fold_line_set(struct incident *i, const struct entry *e, struct err *err)
{
	const char *topic = doc_str(e->body, "topic");
	struct line *l = line_find(i, topic);

	if (*topic == '\0')
		return fold_broken(err, e,
			ARG_BOTH("the line has no topic", "口径没有事项"));
	if (strlen(topic) >= sizeof(l->topic))
		return fold_broken(err, e,
			ARG_BOTH("the line's topic is too long",
				"口径事项过长"));
	if (l == NULL)
		l = line_add(i, topic);
	second_propose(&l->second, e);
	return ERR_OK;
}

enum err_code
fold_line_confirmed(struct incident *i, const struct entry *e, struct err *err)
{
	struct line *l = line_find(i, doc_str(e->body, "topic"));

	if (l == NULL)
		return fold_broken(err, e,
			ARG_BOTH("nobody has proposed this line",
				"该口径无人提出"));
	fold_text(&l->text, doc_str(e->body, "text"));
	second_settle(&l->second, e);
	return ERR_OK;
}

void
fold_drop_lines(struct incident *i)
{
	for (size_t n = 0; n < i->line_count; n++) {
		free(i->lines[n].text);
		second_drop(&i->lines[n].second);
	}
	free(i->lines);
}
