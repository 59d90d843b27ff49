/*
 * The table of questions.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "station/ledger_watch.h"
#include "station/worker.h"

static const struct {
	const char *name;
	ask_fn *ask; /* NULL: a worker */
	worker_told told; /* who else hears the worker's answer */
} questions[] = {
	{ "status", ask_status, NULL },
	{ "officer.list", ask_officers, NULL },
	{ "account.list", ask_accounts, NULL },
	{ "account.show", ask_account, NULL },
	{ "account.kinds", ask_kinds, NULL },
	{ "playbook.list", ask_playbooks, NULL },
	{ "playbook.show", ask_playbook, NULL },
	{ "playbook.check", ask_playbook_check, NULL },
	{ "incident.list", ask_incidents, NULL },
	{ "incident.show", ask_incident, NULL },
	{ "incident.roster", ask_roster, NULL },
	{ "incident.figures", ask_figures, NULL },
	{ "lines.list", ask_lines, NULL },
	{ "message.list", ask_messages, NULL },
	{ "message.show", ask_message, NULL },
	{ "message.preview", ask_preview, NULL },
	{ "message.review", ask_review, NULL },
	{ "message.diff", ask_diff, NULL },
	{ "claim.list", ask_claims, NULL },
	{ "claim.show", ask_claim, NULL },
	{ "delivery.list", ask_deliveries, NULL },
	{ "delivery.show", ask_delivery, NULL },
	{ "delivery.text", ask_delivery_text, NULL },
	{ "draft.show", ask_draft, NULL },
	{ "ledger.list", ask_ledger, NULL },
	{ "record.status", ask_record, NULL },
	/* long ones, answered by a worker */
	{ "ledger.verify", NULL, ledger_watch_told },
	{ "ledger.export", NULL, NULL },
	{ "replay", NULL, NULL },
	{ "doctor", NULL, NULL },
};

static enum err_code
questions_answer(json_t **out, char **text, bool *later, struct station *st,
	struct peer *peer, const json_t *doc, struct err *err)
{
	const struct session *s = peer_data(peer);
	const char *name = doc_str(doc, "question");
	struct act_context f;
	enum err_code rc;

	if (s == NULL || s->relay >= 0)
		return refuse(err, REFUSE_UNKNOWN_ACT, "question", name, NULL);
	for (size_t n = 0; n < sizeof(questions) / sizeof(questions[0]); n++) {
		if (strcmp(questions[n].name, name) != 0)
			continue;
		if (questions[n].ask == NULL) {
			*later = true;
			return worker_start(
				st, peer, doc, questions[n].told, err);
		}
		rc = act_context_init(&f, st, s, doc, err);
		if (rc != ERR_OK)
			return rc;
		f.lang = peer_lang(peer);
		rc = questions[n].ask(out, st, &f, doc, err);
		*text = f.text;
		return rc;
	}
	return refuse(err, REFUSE_UNKNOWN_ACT, "question", name, NULL);
}

void
questions_ask(struct station *st, struct peer *peer, const json_t *doc)
{
	struct err err = { .code = ERR_OK };
	json_t *out = NULL;
	char *text = NULL;
	bool later = false;

	if (questions_answer(&out, &text, &later, st, peer, doc, &err) !=
		ERR_OK)
		peer_refuse(peer, doc_int(doc, "id"), &err);
	else if (text != NULL)
		peer_answer_text(peer, doc_int(doc, "id"), text);
	else if (!later)
		peer_answer(peer, doc_int(doc, "id"), out);
	free(text);
}
