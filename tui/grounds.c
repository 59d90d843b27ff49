/*
 * The words beside a finding.
 */
#include "tui/grounds.h"

#include <stdio.h>

#include "base/doc.h"
#include "tui/i18n.h"

bool
grounds_suspended(const json_t *finding)
{
	return json_array_size(json_object_get(finding, "suspended_by")) == 2;
}

void
grounds_words(char *out, size_t size, const json_t *finding)
{
	const json_t *by = json_object_get(finding, "suspended_by");

	out[0] = '\0';
	if (grounds_suspended(finding))
		(void)snprintf(out, size, _("SUSPENDED by %s and %s: %s"),
			json_string_value(json_array_get(by, 0)),
			json_string_value(json_array_get(by, 1)),
			doc_str(finding, "why"));
	else if (*doc_str(finding, "reason"))
		(void)snprintf(out, size, _("reason by %s: %s"),
			doc_str(finding, "by"), doc_str(finding, "reason"));
	else if (*doc_str(finding, "proposed_by"))
		(void)snprintf(out, size,
			_("suspension proposed by %s, a second person "
			  "confirms"),
			doc_str(finding, "proposed_by"));
}
