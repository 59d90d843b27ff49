/*
 * Judging lines to take (口径). A line is in force once a second person has confirmed it: it then binds every text of
 * the incident (rule L-37).
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/line/line.h"

enum { LINES_MAX = 100 };

/* A topic names files and rules: one line, no blanks around it. */
static enum err_code
check_topic(const char *topic, struct err *err)
{
	size_t len = strlen(topic);

	if (strpbrk(topic, "\n\t/") || topic[0] == ' ' ||
		topic[len - 1] == ' ' || topic[0] == '.')
		return refuse(err, REFUSE_FIELD, "topic",
			WITH(arg_field("topic"),
				ARG_BOTH("is one word or phrase without / and "
					 "line breaks",
					"须为不含 / 和换行的词语")));
	return ERR_OK;
}

enum err_code
line_none(struct err *err, const struct incident *i, const char *topic)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < i->line_count; n++)
		(void)arg_words_add(&known, i->lines[n].topic);
	return refuse_none_of(err, "topic", NOUN_LINE, topic, &known);
}

enum err_code
judge_lines_set(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *topic = doc_str(act, "topic");
	const struct line *l = line_find(w->incident, topic);
	json_t *body;
	enum err_code rc = check_topic(topic, err);

	if (rc == ERR_OK && l == NULL && *doc_str(act, "text") == '\0')
		rc = line_none(err, w->incident, topic);
	if (rc == ERR_OK && l == NULL && w->incident->line_count >= LINES_MAX)
		rc = refuse(err, REFUSE_FIELD, "topic",
			WITH(arg_field("topic"),
				ARG_BOTH("is one line too many",
					"口径条目过多")));
	if (rc != ERR_OK)
		return rc;
	body = json_object();
	doc_put_str(body, "topic", topic);
	doc_put_str(body, "text", doc_str(act, "text"));
	judged_add(out, "lines.set", body);
	return ERR_OK;
}

enum err_code
judge_lines_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const struct second_refusals no = { REFUSE_OWN_LINE, "topic",
		REFUSE_LINE_CHANGED, "text" };
	const char *topic = doc_str(act, "topic"), *text;
	const struct line *l = line_find(w->incident, topic);
	json_t *body;
	enum err_code rc;

	if (l == NULL || !l->second.waits)
		return line_none(err, w->incident, topic);
	text = doc_str(l->second.what, "text");
	rc = second_confirm(&l->second, &no, arg_text(topic),
		officer_arg(w->officer),
		strcmp(text, doc_str(act, "text")) == 0, err);
	if (rc != ERR_OK)
		return rc;
	body = json_object();
	doc_put_str(body, "topic", topic);
	doc_put_str(body, "text", text);
	second_put(body, &l->second);
	judged_add(out, "lines.confirmed", body);
	return ERR_OK;
}
