/*
 * The table of questions.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "station/ledger_watch.h"
#include "station/mirror_link.h"
#include "station/question_fields.h"
#include "station/worker.h"

static const struct {
	const char *name;
	ask_fn *ask; /* NULL: a worker */
	worker_told told; /* who else hears the worker's answer */
	role_set roles; /* any of these may ask; 0: every officer */
} questions[] = {
	{ "status", ask_status, NULL, 0 },
	{ "acts.possible", ask_possible, NULL, 0 },
	{ "officer.list", ask_officers, NULL, 0 },
	{ "office.proposed", ask_proposed, NULL, 0 },
	{ "account.list", ask_accounts, NULL, 0 },
	{ "account.show", ask_account, NULL, 0 },
	{ "account.kinds", ask_kinds, NULL, 0 },
	{ "partner.list", ask_partners, NULL, 0 },
	{ "partner.show", ask_partner, NULL, 0 },
	{ "partner.card", ask_own_card, NULL, 0 },
	{ "partner.spare", ask_spare, NULL, ROLE_BIT(ROLE_ADMIN) },
	{ "account.register", ask_register, NULL, 0 },
	{ "account.health", ask_health, NULL, 0 },
	{ "account.round", ask_round, NULL, 0 },
	{ "account.filing", ask_filing, NULL, 0 },
	{ "service.list", ask_services, NULL, 0 },
	{ "impostor.list", ask_impostors, NULL, 0 },
	{ "impostor.show", ask_impostor, NULL, 0 },
	{ "impostor.page", ask_impostor_page, NULL, 0 },
	{ "comment.list", ask_comments, NULL, 0 },
	{ "comment.show", ask_comment, NULL, 0 },
	{ "exchange.status", ask_exchange, NULL, 0 },
	{ "mirror.list", ask_mirrors, NULL, 0 },
	{ "letter.list", ask_letters, NULL, 0 },
	{ "letter.show", ask_letter, NULL, 0 },
	{ "letter.pack", ask_letter_pack, NULL, 0 },
	{ "joint.list", ask_joints, NULL, 0 },
	{ "joint.show", ask_joint, NULL, 0 },
	{ "joint.order", ask_joint_order, NULL, 0 },
	{ "joint.page", ask_joint_page, NULL, 0 },
	{ "playbook.list", ask_playbooks, NULL, 0 },
	{ "playbook.show", ask_playbook, NULL, 0 },
	{ "incident.list", ask_incidents, NULL, 0 },
	{ "incident.show", ask_incident, NULL, 0 },
	{ "incident.roster", ask_roster, NULL, 0 },
	{ "incident.figures", ask_figures, NULL, 0 },
	{ "lines.list", ask_lines, NULL, 0 },
	{ "message.list", ask_messages, NULL, 0 },
	{ "message.show", ask_message, NULL, 0 },
	{ "message.preview", ask_preview, NULL, 0 },
	{ "message.review", ask_review, NULL, 0 },
	{ "message.diff", ask_diff, NULL, 0 },
	{ "claim.list", ask_claims, NULL, 0 },
	{ "claim.show", ask_claim, NULL, 0 },
	{ "delivery.list", ask_deliveries, NULL, 0 },
	{ "delivery.show", ask_delivery, NULL, 0 },
	{ "delivery.text", ask_delivery_text, NULL, 0 },
	{ "draft.show", ask_draft, NULL, 0 },
	{ "ledger.list", ask_ledger, NULL, 0 },
	{ "record.status", ask_record, NULL, 0 },
	/* long ones, answered by a worker */
	{ "ledger.verify", NULL, ledger_watch_told, 0 },
	{ "ledger.export", NULL, NULL, 0 },
	{ "record.export", NULL, NULL,
		ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR) },
	{ "replay", NULL, NULL, 0 },
	{ "report.show", NULL, NULL, 0 },
	{ "doctor", NULL, NULL, 0 },
	{ "playbook.check", NULL, NULL, 0 },
};

static enum err_code
questions_answer(json_t **out, char **text, bool *later, struct station *st,
	struct peer *peer, const json_t *doc, struct err *err)
{
	const struct session *s = peer_data(peer);
	const char *name = doc_str(doc, "question");
	struct act_context f;
	enum err_code rc;

	if (s != NULL && s->mirror && strcmp(name, "mirror.told") == 0) {
		mirror_link_ask(st->mirrors, doc);
		*out = json_object();
		return ERR_OK;
	}
	if (s == NULL || s->relay >= 0 || s->mirror)
		return refuse(err, REFUSE_UNKNOWN_ACT, "question",
			WITH(arg_text(name)));
	for (size_t n = 0; n < sizeof(questions) / sizeof(questions[0]); n++) {
		if (strcmp(questions[n].name, name) != 0)
			continue;
		if (judge_roles(&st->office,
			    office_officer(&st->office, s->officer),
			    questions[n].roles, err) != ERR_OK)
			return err->code;
		if (question_check(name, doc, err) != ERR_OK)
			return err->code;
		if (questions[n].ask == NULL) {
			*later = true;
			return worker_start(
				st, peer, doc, questions[n].told, err);
		}
		rc = act_context_init(&f, st, s, doc, err);
		if (rc != ERR_OK)
			return rc;
		f.lang = peer_lang(peer);
		f.hand = peer_hand(peer);
		rc = questions[n].ask(out, st, &f, doc, err);
		*text = f.text;
		return rc;
	}
	return refuse(
		err, REFUSE_UNKNOWN_ACT, "question", WITH(arg_text(name)));
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
