/*
 * The line that an officer signs.
 */
#include "words/statement.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"

static void
put_given(json_t *doc, const char *key, const char *text)
{
	if (text != NULL && *text)
		doc_put_str(doc, key, text);
}

bool
statement_format(char out[STATEMENT_MAX], const struct statement *s)
{
	json_t *doc = json_object();
	char time[INSTANT_TEXT], at[INSTANT_TEXT] = "";
	char *line;
	bool fits;

	instant_format(time, s->time, 0);
	if (s->at != 0)
		instant_format(at, s->at, 0);
	put_given(doc, "act", s->act);
	put_given(doc, "at", at);
	put_given(doc, "digest", s->digest);
	put_given(doc, "gate", s->gate);
	put_given(doc, "key", s->key);
	put_given(doc, "message", s->message);
	put_given(doc, "officer", s->officer);
	put_given(doc, "station", s->station);
	doc_put_str(doc, "time", time);
	line = doc_format(doc);
	fits = fixed_try_format(out, STATEMENT_MAX, "%s\n", line);
	free(line);
	json_decref(doc);
	return fits;
}

bool
statement_time(int64_t *time, const char *text)
{
	/* no string of JSON holds this: a quote in it has a backslash before */
	static const char before[] = "\"time\":\"";
	const char *at = strstr(text, before), *end;
	char time_text[INSTANT_TEXT];

	if (at == NULL)
		return false;
	at += sizeof(before) - 1;
	end = strchr(at, '"');
	return end != NULL &&
		fixed_try_format(time_text, sizeof(time_text), "%.*s",
			(int)(end - at), at) &&
		instant_parse(time, time_text, 0);
}

bool
statement_station(char out[SSHKEY_FINGERPRINT], const char *signing_key)
{
	struct sshkey key;

	out[0] = '\0';
	if (sshkey_read(&key, signing_key) != SSHKEY_FINE)
		return false;
	sshkey_fingerprint(out, &key);
	return true;
}
