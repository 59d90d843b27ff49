/*
 * Folding an appointed release, and what is asked of it.
 */
#include "domain/release/appointed.h"

#include "base/doc.h"
#include "domain/fold.h"
#include "domain/office/login.h"

bool
appointed_is_set(const struct message *m)
{
	return (m->at != 0 || m->signal) && m->set.by[0];
}

int64_t
appointed_next(const struct message *m, int64_t now)
{
	static const int64_t before[] = { APPOINTED_ARM_MS, APPOINTED_FIRE_MS,
		0, -(int64_t)APPOINTED_LATE_MS - 1 };

	if (!appointed_is_set(m) || m->at == 0 || m->state >= MESSAGE_FIRED)
		return 0;
	for (size_t n = 0; n < sizeof(before) / sizeof(before[0]); n++)
		if (m->at - before[n] > now)
			return m->at - before[n];
	return now;
}

/* Its moment has come, and it is neither armed nor fired yet. */
bool
appointed_waits(const struct message *m, int64_t now)
{
	int64_t before =
		m->state == MESSAGE_SET ? APPOINTED_ARM_MS : APPOINTED_FIRE_MS;

	return appointed_is_set(m) && m->at != 0 && m->state < MESSAGE_FIRED &&
		now >= m->at - before;
}

/* ---- for people ---- */

static void
put_key(json_t *doc, const char *key, const struct act_mark *mark)
{
	if (mark->by[0])
		doc_put(doc, key,
			json_pack("{s:s,s:I}", "by", mark->by, "time",
				(json_int_t)mark->time));
}

void
appointed_put(json_t *doc, const struct message *m)
{
	if (m->at != 0)
		doc_put_int(doc, "at", m->at);
	if (m->signal && m->at == 0)
		doc_put_bool(doc, "signal", true);
	put_key(doc, "appointed", &m->appointed);
	put_key(doc, "set", &m->set);
	if (m->missed != NULL)
		doc_put(doc, "missed", json_incref(m->missed));
}

/* ---- folding ---- */

void
appointed_end(struct message *m)
{
	m->at = 0;
	m->signal = false;
	fold_unmark(&m->appointed);
	fold_unmark(&m->set);
}

void
appointed_drop(struct message *m)
{
	appointed_end(m);
	fold_doc(&m->missed, NULL);
}

enum err_code
fold_appointed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	appointed_drop(m);
	login_fold(&m->logins, e);
	fold_mark(&m->appointed, e);
	m->at = doc_int(e->body, "at");
	m->signal = doc_bool(e->body, "signal");
	return ERR_OK;
}

/* The leader's own release has no keys yet but these two officers'. */
enum err_code
fold_signalled(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	if (m->set.by[0] == '\0') {
		m->appointed = m->armed;
		fold_mark(&m->set, e);
		fold_text(&m->gaps, doc_str(e->body, "gaps"));
		fold_text(&m->unmirrored, doc_str(e->body, "unmirrored"));
	}
	m->signal = true;
	m->at = doc_int(e->body, "at");
	return ERR_OK;
}

enum err_code
fold_set(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	login_fold(&m->logins, e);
	fold_mark(&m->set, e);
	fold_text(&m->gaps, doc_str(e->body, "gaps"));
	fold_text(&m->unmirrored, doc_str(e->body, "unmirrored"));
	m->state = MESSAGE_SET;
	return ERR_OK;
}

/* What is armed stays so, for officers to fire or take back. */
enum err_code
fold_appointed_missed(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	appointed_end(m);
	fold_doc(&m->missed, e->body);
	if (m->state == MESSAGE_SET)
		m->state = MESSAGE_APPROVED;
	return ERR_OK;
}
