/*
 * Its rules' digest, its playbooks, and what it changes.
 */
#include "station/library_told.h"

#include "base/doc.h"
#include "lint/leak_doc.h"
#include "station/env.h"
#include "station/library_cache.h"

enum err_code
library_told(json_t *out, const struct library *lib,
	const struct library_blobs *files, const char *path, const char *was,
	struct err *err)
{
	json_t *list = json_array();

	for (size_t n = 0; n < lib->playbook_count; n++)
		json_array_append_new(list, json_string(lib->playbooks[n].id));
	doc_put_str(out, "rules", lib->rules.digest);
	doc_put(out, "playbooks", list);
	if (library_cache_compare(out, path, was, files, station_now(), err) !=
		ERR_OK)
		return err->code;
	/* the changes go into the ledger, so they are judged as well */
	return leak_check_doc(
		doc_get(out, "changes"), "source", lib->rules.lint, err);
}
