/*
 * One pass over the entries, with the office as it was at each.
 */
#include "station/signature_check.h"

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/signature.h"
#include "store/ledger.h"
#include "store/reader.h"

struct signature_walk {
	struct office office;
	int64_t count, seq;
};

static enum err_code
walk_entry(void *ctx, const struct entry *e, struct err *err)
{
	struct signature_walk *w = ctx;
	bool brings;
	enum err_code rc = signature_verify(&brings, &w->office, e, err);

	w->seq = e->seq;
	w->count += brings;
	return rc == ERR_OK ? office_apply(&w->office, e, err) : rc;
}

json_t *
signature_check_ledger(
	struct ledger *l, const struct progress *progress, enum lang lang)
{
	struct signature_walk w = { .count = 0 };
	struct err err = { .code = ERR_OK };
	char what[sizeof(err.what)], remedy[sizeof(err.remedy)];
	json_t *doc = json_object();
	enum err_code rc;

	office_init(&w.office);
	ledger_tell(l, progress, PROGRESS_SIGNATURES);
	rc = ledger_each_entry(l, 1, 0, walk_entry, &w, &err);
	ledger_tell(l, NULL, PROGRESS_SIGNATURES);
	office_release(&w.office);
	doc_put_bool(doc, "ok", rc == ERR_OK);
	doc_put_int(doc, "count", w.count);
	if (rc != ERR_OK) {
		doc_put_int(doc, "seq", w.seq);
		refusal_format(
			what, sizeof(what), remedy, sizeof(remedy), &err, lang);
		doc_put_str(doc, "problem", what);
	}
	return doc;
}
