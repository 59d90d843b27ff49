/*
 * Words about quotas.
 */
#include "tui/pages/quotas.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static const char *
quota_period(const char *per)
{
	static const struct {
		const char *word, *text;
	} rows[] = {
		{ "minute", N_("a minute") },
		{ "day", N_("today") },
		{ "month", N_("this month") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].word, per) == 0)
			return _(rows[i].text);
	return per;
}

static enum style
quota_say_what(char *out, size_t size, const json_t *row)
{
	out[0] = '\0';
	if (doc_bool(row, "denied")) {
		fixed_cut(out, size,
			_("; none is left: the release goes without it"));
		return STYLE_BAD;
	}
	if (doc_bool(row, "last")) {
		fixed_cut(
			out, size, _("; the last one: a signer has to agree"));
		return STYLE_WARN;
	}
	if (doc_int(row, "left") == 0) {
		fixed_cut(out, size, _("; none is left"));
		return STYLE_BAD;
	}
	return STYLE_TEXT;
}

enum style
quota_say(char out[QUOTA_TEXT], const json_t *row, enum lang lang)
{
	const char *name = doc_str(row, "name");
	char what[160];
	enum style style;

	if (doc_bool(row, "avoid")) {
		fixed_cut_format(out, QUOTA_TEXT,
			_("%s: its platform is overloaded at this minute; "
			  "fire a little later"),
			name);
		return STYLE_WARN;
	}
	style = quota_say_what(what, sizeof(what), row);
	fixed_cut_format(out, QUOTA_TEXT,
		_("%s, %s: %lld of %lld left %s (spent %lld, reserved "
		  "%lld%s)%s"),
		name, say_both(row, "title", lang),
		(long long)doc_int(row, "left"), (long long)doc_int(row, "of"),
		quota_period(doc_str(row, "per")),
		(long long)doc_int(row, "spent"),
		(long long)doc_int(row, "reserved"),
		doc_bool(row, "said") ? _("; by the platform's word") : "",
		what);
	return style;
}
