/*
 * Writes the words that stand beside a finding.
 */
#include "tui/pages/waivers.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static const struct waivers_look looks[] = {
	{ "block", "!!", N_("blocks"), STYLE_BAD, true },
	{ "reason", "!", N_("needs a reason"), STYLE_WARN, false },
	{ "warn", "-", N_("notice"), STYLE_WARN, false },
};
enum { LOOKS = sizeof(looks) / sizeof(looks[0]) };

static const struct waivers_look suspended = { "", "=", N_("rule suspended"),
	STYLE_WARN, false };

bool
waivers_suspended(const json_t *finding)
{
	return json_array_size(json_object_get(finding, "suspended_by")) == 2;
}

const struct waivers_look *
waivers_look(const json_t *finding)
{
	size_t i = 0;

	if (waivers_suspended(finding))
		return &suspended;
	while (i < LOOKS - 1 &&
		strcmp(looks[i].severity, doc_str(finding, "severity")) != 0)
		i++;
	return &looks[i];
}

void
waivers_mark(char *out, size_t size, const json_t *finding)
{
	const char *mark = waivers_look(finding)->mark;
	const char *rule = doc_str(finding, "rule");

	if (*rule >= 'a' && *rule <= 'z') /* a refusal's, for programs */
		fixed_cut(out, size, mark);
	else
		fixed_cut_format(out, size, "%s %s", mark, rule);
}

void
waivers_head(char *out, size_t size, const json_t *finding, enum lang lang)
{
	const struct waivers_look *look = waivers_look(finding);
	long long places = (long long)doc_int(finding, "count");
	const char *what = say_both(finding, "what", lang);
	char mark[SAY];

	waivers_mark(mark, sizeof(mark), finding);
	if (places > 1)
		fixed_cut_format(out, size, _("%s %s: %s (%lld places)"), mark,
			_(look->word), what, places);
	else
		fixed_cut_format(
			out, size, "%s %s: %s", mark, _(look->word), what);
}

void
waivers_words(char *out, size_t size, const json_t *finding)
{
	const json_t *by = json_object_get(finding,
		doc_get(finding, "suspended_by_name") ? "suspended_by_name"
						      : "suspended_by");

	out[0] = '\0';
	if (waivers_suspended(finding))
		fixed_cut_format(out, size, _("SUSPENDED by %s and %s: %s"),
			json_string_value(json_array_get(by, 0)),
			json_string_value(json_array_get(by, 1)),
			doc_str(finding, "why"));
	else if (*doc_str(finding, "reason"))
		fixed_cut_format(out, size, _("reason by %s: %s"),
			say_who(finding, "by"), doc_str(finding, "reason"));
	else if (*doc_str(finding, "proposed_by"))
		fixed_cut_format(out, size,
			_("suspension proposed by %s, a second person "
			  "confirms"),
			say_who(finding, "proposed_by"));
}
