/*
 * What is known of mirrors before a release.
 */
#include "tui/pages/mirrored.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static void
mirrored_add(char out[MIRRORED_TEXT], const json_t *row, int64_t now, int zone)
{
	char at[SAY], words[MIRRORED_TEXT];

	if (doc_int(row, "reached") == 0) {
		fixed_cut_format(words, sizeof(words), _("%s (not seen yet)"),
			doc_str(row, "mirror"));
	} else {
		say_time(at, doc_int(row, "reached"), now, zone);
		fixed_cut_format(words, sizeof(words),
			doc_bool(row, "has")
				? _("%s (seen there at %s)")
				: _("%s (last seen at %s, up to entry %lld)"),
			doc_str(row, "mirror"), at,
			(long long)doc_int(row, "seq"));
	}
	if (*out)
		(void)fixed_cut_add(out, MIRRORED_TEXT, ", ", 2);
	(void)fixed_cut_add(out, MIRRORED_TEXT, words, strlen(words));
}

bool
say_mirrored(char out[MIRRORED_TEXT], bool *missing, const json_t *message,
	int64_t now, int zone)
{
	const json_t *asked = doc_get(message, "mirrored");
	char list[MIRRORED_TEXT] = "";
	json_t *row;
	size_t n;

	*missing = false;
	if (asked == NULL)
		return false;
	*missing = !doc_bool(asked, "has");
	json_array_foreach(doc_get(asked, "mirrors"), n, row)
	{
		mirrored_add(list, row, now, zone);
	}
	if (*missing)
		fixed_cut_format(out, MIRRORED_TEXT,
			_("! No mirror has all of it yet, as its review route "
			  "asks: %s"),
			*list ? list : _("none is in force"));
	else
		fixed_cut_format(
			out, MIRRORED_TEXT, _("On a mirror: %s"), list);
	return true;
}
