/*
 * Questions about incidents, messages, deliveries, drafts and the ledger.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/entry_kind.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "domain/incident/incident_view.h"
#include "domain/joint/joint_view.h"
#include "domain/release/delivery.h"
#include "domain/message/message_view.h"
#include "domain/release/delivery_view.h"
#include "domain/entry_view.h"
#include "station/state_writer.h"
#include "station/tried.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/state.h"

enum { ENTRIES_MAX = 200 };

enum err_code
ask_incidents(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *sort = doc_str(doc, "sort");
	bool newest = *sort == '\0';

	(void)out;
	return ask_window(f, st, PROJ_INCIDENT, doc,
		"state mode playbook level", newest ? "opened" : sort, newest,
		err);
}

enum err_code
ask_incident(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)st;
	if (ask_need_incident(f, doc, err) != ERR_OK)
		return err->code;
	*out = view_incident(&f->world);
	return ERR_OK;
}

enum err_code
ask_messages(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{

	(void)out;
	return ask_window(f, st, PROJ_MESSAGE, doc, "incident state kind mode",
		"updated", true, err);
}

/* Other units that we have ordered to release it, and what each has said. */
static void
put_ordered(json_t *doc, const struct station *st, const char *message)
{
	const struct joint_order *o = joint_order_of(&st->joints, message);
	json_t *order;

	if (o == NULL || o->from[0] != '\0')
		return;
	order = joint_order_view(&st->office, &st->joints, o);
	doc_put(doc, "ordered", json_incref(doc_get(order, "units")));
	json_decref(order);
}

/* What an answer is said to: who reviews it reads both. The words are kept
 * beside the ledger, and may have been erased. */
static void
put_asked(json_t *doc, const struct station *st, const struct message *m)
{
	const char *comment = doc_str(m->answers, "comment");
	json_t *written = NULL;

	if (m->answers == NULL)
		return;
	doc_put_str(doc, "answers", comment);
	(void)state_comment_get(&written, st->state, comment, NULL);
	doc_put_str(doc, "asked", doc_str(written, "text"));
	json_decref(written);
}

enum err_code
ask_message(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	struct draft draft = { 0 };

	if (ask_need_message(f, doc, err) != ERR_OK)
		return err->code;
	*out = view_message(&f->world);
	put_ordered(*out, st, f->world.message->id);
	put_asked(*out, st, f->world.message);
	if (!f->world.incident->drill) /* a drill goes to no platform */
		tried_put_each(doc_get(*out, "variants"), st);
	if (!state_writer_drops(st->state_writer, f->world.message->id) &&
		draft_load(&draft, st->state, f->world.message->id, NULL) ==
			ERR_OK) {
		doc_put_bool(*out, "draft", true);
		doc_put_str(*out, "draft_by", draft.by);
		doc_put_int(*out, "draft_at", draft.at);
		draft_release(&draft);
	}
	return ERR_OK;
}

/* The message's facts with what somebody is typing laid over them. */
enum err_code
ask_preview(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	struct facts facts;

	(void)st;
	if (ask_need_message(f, doc, err) != ERR_OK)
		return err->code;
	if (f->world.library == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(f->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	facts_of(&facts, f->world.message);
	if (json_is_object(doc_get(doc, "slots")))
		facts.slots = doc_get(doc, "slots");
	if (json_is_array(doc_get(doc, "figures")))
		facts.figures = doc_get(doc, "figures");
	if (json_is_object(doc_get(doc, "variants")))
		facts.variants = doc_get(doc, "variants");
	if (json_is_array(doc_get(doc, "accounts")))
		facts.accounts = doc_get(doc, "accounts");
	return view_preview(out, &f->world, &facts, err);
}

enum err_code
ask_diff(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)st;
	if (ask_need_message(f, doc, err) != ERR_OK)
		return err->code;
	*out = view_diff(
		&f->world, (int)doc_int(doc, "from"), (int)doc_int(doc, "to"));
	return ERR_OK;
}

enum err_code
ask_deliveries(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{

	(void)out;
	return ask_window(f, st, PROJ_DELIVERY, doc,
		"message incident account state mode", NULL, false, err);
}

static const struct delivery *
ask_subject(const struct act_context *f, const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "delivery");
	char account[ACCOUNT_ID];
	const struct delivery *d = NULL;

	if (f->world.message && delivery_id_split(NULL, NULL, account, id))
		d = message_delivery(f->world.message, account);
	if (d == NULL)
		(void)message_no_delivery(err, f->world.message, id);
	return d;
}

enum err_code
ask_delivery(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct delivery *d = ask_subject(f, doc, err);

	(void)st;
	if (d == NULL)
		return err->code;
	*out = view_delivery(&f->world, d);
	return ERR_OK;
}

enum err_code
ask_delivery_text(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct delivery *d = ask_subject(f, doc, err);
	json_t *view;

	(void)st;
	if (d == NULL || delivery_check_text(&f->world, d, err) != ERR_OK)
		return err->code;
	view = view_delivery(&f->world, d);
	*out = json_object();
	doc_put_str(*out, "mode", doc_str(view, "mode"));
	doc_put_str(*out, "title", doc_str(view, "title"));
	doc_put_str(*out, "text", doc_str(view, "text"));
	if (doc_get(view, "act_title")) {
		doc_put(*out, "act_title",
			json_incref(doc_get(view, "act_title")));
		doc_put_str(*out, "target_url", doc_str(view, "target_url"));
	}
	json_decref(view);
	return ERR_OK;
}

static void
put_draft_doc(json_t *out, const struct draft *d)
{
	doc_put(out, "draft", json_incref(d->doc));
	doc_put_str(out, "session", d->session);
	doc_put_str(out, "by", d->by);
	doc_put_int(out, "at", d->at);
}

/* The session's own, or the newest. */
static size_t
own_draft(const struct draft *drafts, size_t count, const char *session)
{
	for (size_t i = 0; i < count; i++)
		if (*session && strcmp(drafts[i].session, session) == 0)
			return i;
	return 0;
}

enum err_code
ask_draft(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	struct draft drafts[DRAFTS] = { { 0 } };
	size_t count, first;
	json_t *others;

	if (ask_need_message(f, doc, err) != ERR_OK)
		return err->code;
	*out = json_object();
	if (state_writer_drops(st->state_writer, f->world.message->id) ||
		draft_list(drafts, &count, st->state, f->world.message->id,
			NULL) != ERR_OK ||
		count == 0)
		return ERR_OK;
	first = own_draft(drafts, count, doc_str(doc, "session"));
	put_draft_doc(*out, &drafts[first]);
	others = json_array();
	for (size_t i = 0; i < count; i++) {
		json_t *one = json_object();

		put_draft_doc(one, &drafts[i]);
		if (i == first)
			json_decref(one);
		else
			json_array_append_new(others, one);
		draft_release(&drafts[i]);
	}
	doc_put(*out, "others", others);
	return ERR_OK;
}

/* Rows with a sentence each, so that a list needs no second question. */
static void
add_summaries(json_t *rows, int zone)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		struct entry e;
		char *line = doc_format(row);

		if (entry_parse(&e, line, strlen(line), NULL) == ERR_OK) {
			doc_put(row, "summary", view_summary(&e, zone));
			entry_release(&e);
		}
		free(line);
	}
}

/* The subject of a kind: "message" of message.passed. */
static size_t
subject_of(const char *kind)
{
	return strcspn(kind, ".");
}

/* A kind of entry that there is; else those of the same subject, or, where
 * there is none of it, the subjects. */
static enum err_code
need_kind(const char *kind, struct err *err)
{
	struct arg possible = arg_words("");
	enum entry_kind known;
	size_t len = subject_of(kind);
	bool any = false;

	if (*kind == '\0' || entry_kind_parse(&known, kind))
		return ERR_OK;
	for (int n = 0; n < ENTRY_KINDS && !any; n++)
		any = strncmp(entry_kind_row((enum entry_kind)n)->kind, kind,
			      len + 1) == 0;
	for (int n = 0; n < ENTRY_KINDS; n++) {
		const char *word = entry_kind_row((enum entry_kind)n)->kind;
		char subject[40];

		if (any && strncmp(word, kind, len + 1) != 0)
			continue;
		fixed_cut_format(subject, sizeof(subject), "%.*s",
			(int)subject_of(word), word);
		if (any)
			(void)arg_words_add(&possible, word);
		else if (!arg_words_has(&possible, subject))
			(void)arg_words_add(&possible, subject);
	}
	return refuse(err, REFUSE_WORD, "kind",
		WITH(arg_field("kind"), arg_text(kind), possible));
}

/* The entry of that number, if there is one, behind the others. */
static enum err_code
ledger_add_named(json_t *all, struct station *st, int64_t seq, struct err *err)
{
	struct ledger_window w = { .incident = "",
		.kind = "",
		.after = seq - 1,
		.before = seq + 1,
		.limit = 1,
		.no_total = true };
	json_t *rows = NULL;
	int64_t total;
	enum err_code rc = ERR_OK;

	if (seq > 0)
		rc = ledger_list(&rows, &total, st->ledger, &w, err);
	if (rows != NULL)
		(void)json_array_extend(all, rows);
	json_decref(rows);
	return rc;
}

/* Those of these numbers, in the order in which they are named. */
static enum err_code
ledger_named(
	json_t **out, struct station *st, const json_t *seqs, struct err *err)
{
	json_t *all, *seq;
	enum err_code rc = ERR_OK;
	size_t n;

	if (!json_is_array(seqs) || json_array_size(seqs) > ENTRIES_MAX)
		return refuse(err, REFUSE_FIELD, "entries",
			WITH(arg_key("entries"),
				ARG_BOTH("is not a list of at most 200 numbers "
					 "of entries",
					"须为不多于 200 个条目号的列表")));
	all = json_array();
	json_array_foreach(seqs, n, seq)
	{
		rc = ledger_add_named(all, st, json_integer_value(seq), err);
		if (rc != ERR_OK)
			break;
	}
	if (rc == ERR_OK)
		*out = all;
	else
		json_decref(all);
	return rc;
}

enum err_code
ask_ledger(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	struct ledger_window w = { .incident = doc_str(doc, "incident"),
		.kind = doc_str(doc, "kind"),
		.after = doc_int(doc, "after"),
		.before = doc_int(doc, "before"),
		.limit = (int)doc_int(doc, "limit"),
		.newest_first = doc_bool(doc, "newest") };
	json_t *rows = NULL;
	int64_t total = 0;
	enum err_code rc;

	if (*w.incident && ask_need_incident(f, doc, err) != ERR_OK)
		return err->code;
	if (need_kind(w.kind, err) != ERR_OK)
		return err->code;
	rc = ask_need_limit(doc, err);
	if (rc != ERR_OK)
		return rc;
	if (doc_get(doc, "entries") != NULL) {
		rc = ledger_named(&rows, st, doc_get(doc, "entries"), err);
		total = (int64_t)json_array_size(rows);
	} else {
		rc = ledger_list(&rows, &total, st->ledger, &w, err);
	}
	if (rc != ERR_OK)
		return rc;
	add_summaries(rows, st->office.zone);
	*out = json_object();
	doc_put(*out, "rows", rows);
	doc_put_int(*out, "total", total);
	return ERR_OK;
}
