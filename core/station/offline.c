/*
 * How offline verbs read their options and speak.
 */
#include "station/offline.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "link/long_work.h"

const char *
words_value(const struct offline_words *w, const char *name)
{
	for (int n = 0; w->raw[n]; n++)
		if (strcmp(w->raw[n], name) == 0)
			return w->raw[n + 1];
	return NULL;
}

bool
words_flag(const struct offline_words *w, const char *name)
{
	for (int n = 0; w->raw[n]; n++)
		if (strcmp(w->raw[n], name) == 0)
			return true;
	return false;
}

void
offline_say(FILE *out, const char *fmt, ...)
{
	char text[4096], line[4096], *at = text, *end;
	va_list ap;

	/* a line for a person: it may end early */
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	long_work_make_way(fileno(out));
	for (; *at; at = end) {
		size_t len = strcspn(at, "\n");

		end = at + len + (at[len] == '\n');
		text_printable(line, sizeof(line), at, len);
		(void)fprintf(out, "%s\n", line);
	}
}

int
offline_fail(const struct offline_words *w, const struct err *err)
{
	bool zh = w->lang == LANG_ZH;
	char what[400], remedy[300], where[sizeof(err->where)];
	json_t *doc;

	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), err, w->lang);
	if (w->json) {
		doc = json_object();
		doc_put_str(doc, "code",
			err->id[0] ? err->id : err_word(err->code));
		doc_put_str(doc, "what", what);
		doc_put_str(doc, "where", err->where);
		doc_put_str(doc, "remedy", remedy);
		doc_put_int(doc, "exit", err_exit(err->code));
		doc = json_pack("{s:o}", "refusal", doc);
		offline_print(doc);
		json_decref(doc);
	}
	(void)fflush(stdout);
	offline_say(stderr, "crier: %s", what);
	refusal_where(where, sizeof(where), err, ACT_COUNT, w->lang);
	if (where[0])
		offline_say(stderr, zh ? "  位置：%s" : "  where: %s", where);
	if (remedy[0])
		offline_say(stderr, zh ? "  处理：%s" : "  remedy: %s", remedy);
	return err_exit(err->code);
}

void
offline_print(const json_t *doc)
{
	char *text = doc_format(doc);

	long_work_make_way(STDOUT_FILENO);
	(void)printf("%s\n", text);
	free(text);
}
