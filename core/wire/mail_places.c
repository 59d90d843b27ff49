/*
 * Places are of one list: after it was changed they mean other people.
 */
#include "wire/mail_places.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "wire/memo.h"

enum err_code
mail_left(bool *marked, const struct recipients *list,
	const struct wire_job *job, struct err *err)
{
	const char *before = doc_str(job->memo, MEMO_LIST);
	const char *left = doc_str(job->memo, MEMO_LEFT);

	if (*before == '\0') {
		memset(marked, true, list->count * sizeof(*marked));
		return ERR_OK;
	}
	if (strcmp(before, list->digest) != 0 ||
		!places_parse(marked, list->count, left))
		return refuse(err, REFUSE_RECIPIENTS_CHANGED, "recipients",
			WITH_NONE);
	return ERR_OK;
}
