/*
 * Reading the ledger through from time to time.
 */
#include "station/ledger_watch.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "station/env.h"
#include "station/worker.h"

int
ledger_watch_tend(struct station *st)
{
	int64_t now = station_boot();
	json_t *ask;

	if (now < st->next_watch)
		return (int)(st->next_watch - now);
	st->next_watch = now + INSTANT_DAY;
	ask = json_object();
	doc_put_str(ask, "question", "ledger.verify");
	doc_put_bool(ask, "chain_only", true);
	(void)worker_start(st, NULL, ask, ledger_watch_told, NULL);
	json_decref(ask);
	return INSTANT_DAY;
}

void
ledger_watch_told(struct station *st, const json_t *answer)
{
	const json_t *problem = doc_get(answer, "problem");
	struct err why;

	if (st->shut.kind != NULL ||
		(doc_bool(answer, "chain") &&
			(doc_bool(answer, "database") ||
				doc_bool(answer, "unread"))))
		return;
	(void)err_set(
		&why, ERR_CORRUPT, "", "", "%s", doc_str(problem, "what"));
	fixed_cut(why.id, sizeof(why.id), doc_str(problem, "code"));
	refusal_args_read(&why, doc_get(problem, "args"));
	st->shut = arg_refusal(&why);
}
