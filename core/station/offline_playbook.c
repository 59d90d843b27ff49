/*
 * crier playbook check FOLDER: read, rendered, fitted and searched without a
 * station, by whoever edits it.
 */
#include "station/offline.h"

#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/library/rehearsal.h"
#include "station/library_cache.h"
#include "station/library_check.h"

static json_t *
offline_faults(const struct faults *list, enum lang lang)
{
	json_t *docs = json_array();

	for (size_t n = 0; n < list->count; n++)
		json_array_append_new(docs, fault_doc(&list->rows[n], lang));
	return docs;
}

static void
offline_print_faults(const json_t *docs, const char *before)
{
	const json_t *f;
	size_t n;

	json_array_foreach(docs, n, f)
	{
		if (doc_int(f, "line"))
			offline_say(stdout, "%s%s:%lld:%lld: %s\n", before,
				doc_str(f, "file"),
				(long long)doc_int(f, "line"),
				(long long)doc_int(f, "column"),
				doc_str(f, "what"));
		else
			offline_say(stdout, "%s%s: %s\n", before,
				doc_str(f, "file"), doc_str(f, "what"));
		if (*doc_str(f, "remedy"))
			offline_say(stdout, "    %s\n", doc_str(f, "remedy"));
	}
}

static int
offline_report(const struct offline_words *w, const struct faults *faults,
	const struct faults *remarks, size_t playbooks)
{
	bool zh = w->lang == LANG_ZH;
	json_t *doc = json_object();
	json_t *list = offline_faults(faults, w->lang);
	json_t *more = offline_faults(remarks, w->lang);

	if (w->json) {
		doc_put(doc, "faults", json_incref(list));
		doc_put(doc, "remarks", json_incref(more));
		doc_put_int(doc, "left_off", (json_int_t)faults->left_off);
		doc_put_int(doc, "playbooks", (json_int_t)playbooks);
		offline_print(doc);
	} else {
		offline_print_faults(list, "");
		offline_print_faults(more, zh ? "提示：" : "remark: ");
		if (faults->left_off > 0)
			offline_say(stdout,
				zh ? "另有 %zu 处未列出。\n" : "and %zu more\n",
				faults->left_off);
		if (faults->count == 0)
			offline_say(stdout, "%s\n",
				zh ? "未发现问题。" : "No fault was found.");
	}
	json_decref(list);
	json_decref(more);
	json_decref(doc);
	return faults->count > 0 ? EX_DATAERR : 0;
}

int
offline_check(const struct offline_words *w)
{
	struct err err = { .code = ERR_OK };
	struct faults faults, remarks;
	struct library *lib = NULL;
	enum err_code rc = ERR_OK;
	int status;

	if (w->count != 1) {
		(void)refuse(&err, REFUSE_MISSING, "FOLDER",
			WITH(ARG_BOTH("the folder", "文件夹"),
				ARG_BOTH("crier playbook check FOLDER",
					"crier playbook check 文件夹")));
		return offline_fail(w, &err);
	}
	faults_init(&faults);
	faults_init(&remarks);
	if (library_cache_parse(&lib, w->plain[0], NULL, &faults, &err) ==
		ERR_OK) {
		rc = rehearse_library(&faults, lib, w->progress, &err);
		library_check(&faults, &remarks, &lib->rules);
	}
	if (rc != ERR_OK || (lib == NULL && faults.count == 0))
		status = offline_fail(w, &err);
	else
		status = offline_report(
			w, &faults, &remarks, lib ? lib->playbook_count : 0);
	library_free(lib);
	faults_release(&faults);
	faults_release(&remarks);
	return status;
}
